import type { RefundRequest } from '@wedsync/domain/billing';
import { StatusChip, ToneChip } from '../../platform/index.ts';

/** Where a refund stands, in words: what the worker calls unknown is an answer that a person waits for. */
export function RefundState({ state }: Pick<RefundRequest, 'state'>) {
  if (state === 'unknown') return <ToneChip tone="caution">Waiting for an answer</ToneChip>;
  if (state === 'pending') return <ToneChip tone="info">With the bank</ToneChip>;
  return <StatusChip status={state} />;
}

/** How a supplier can get it, whoever takes the money back. */
export const outcomeWords: Readonly<Record<RefundRequest['outcome'], string>> = {
  card: 'To where it came from',
  credit_note: 'To where it came from, with a credit note',
  balance: 'Credit on the next invoices',
  goodwill_month: 'Next month free',
};

const returnWords: Readonly<Record<string, Partial<typeof outcomeWords>>> = {
  stripe: { card: 'To the card', credit_note: 'To the card, with a credit note' },
  paypal: { card: 'To PayPal' },
};

/** How the supplier gets this refund. */
export function outcomeOf({ provider, outcome }: Pick<RefundRequest, 'provider' | 'outcome'>): string {
  return returnWords[provider]?.[outcome] ?? outcomeWords[outcome];
}
