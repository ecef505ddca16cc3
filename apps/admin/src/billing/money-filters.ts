import { type FilterDefinition, humanize } from '../platform/index.ts';
import { providerName } from './provider-link.ts';

/** Choices whose names are their ids in words. */
export function choicesOf(...ids: readonly string[]) {
  return ids.map((id) => ({ id, name: humanize(id) }));
}

export function statusFilter(...statuses: readonly string[]): FilterDefinition {
  return { source: 'status', label: 'Status', kind: 'choice', multiple: true, choices: choicesOf(...statuses) };
}

/** Filters every list of money has. */
export const moneyFilters: readonly FilterDefinition[] = [
  {
    source: 'provider',
    label: 'Paid through',
    kind: 'choice',
    multiple: true,
    choices: ['stripe', 'paypal'].map((id) => ({ id, name: providerName(id) })),
  },
  {
    source: 'currency',
    label: 'Currency',
    kind: 'choice',
    multiple: true,
    choices: ['GBP', 'EUR', 'USD', 'AUD'].map((id) => ({ id, name: id })),
  },
  { source: 'createdFrom', label: 'From', kind: 'date' },
  { source: 'createdTo', label: 'Before', kind: 'date' },
  { source: 'amountFromMinor', label: 'Amount from', kind: 'money', currency: 'GBP' },
  { source: 'amountToMinor', label: 'Amount to', kind: 'money', currency: 'GBP' },
];
