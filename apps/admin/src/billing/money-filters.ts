import { providerName } from '@wedsync/domain/billing';
import { anyOf, type FilterDefinition } from '../platform/index.ts';

export function statusFilter(...statuses: readonly string[]): FilterDefinition {
  return anyOf('status', 'Status', statuses);
}

/** Filters every list of money has. */
export const moneyFilters: readonly FilterDefinition[] = [
  anyOf(
    'provider',
    'Paid through',
    ['stripe', 'paypal'].map((id) => ({ id, name: providerName(id) })),
  ),
  anyOf('currency', 'Currency', ['GBP', 'EUR', 'USD', 'AUD']),
  { source: 'createdFrom', label: 'From', kind: 'date' },
  { source: 'createdTo', label: 'Before', kind: 'date' },
  { source: 'amountFromMinor', label: 'Amount from', kind: 'money', currency: 'GBP' },
  { source: 'amountToMinor', label: 'Amount to', kind: 'money', currency: 'GBP' },
];
