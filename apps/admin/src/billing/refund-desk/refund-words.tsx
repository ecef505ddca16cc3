import type { RefundRequest } from '@wedsync/domain/billing';
import { StatusChip, ToneChip } from '../../platform/index.ts';

/** Where a refund stands, in words: what the worker calls unknown is an answer that a person waits for. */
export function RefundState({ state }: Pick<RefundRequest, 'state'>) {
  if (state === 'unknown') return <ToneChip tone="caution">Waiting for an answer</ToneChip>;
  if (state === 'pending') return <ToneChip tone="info">With the bank</ToneChip>;
  return <StatusChip status={state} />;
}

/** How the supplier gets it, as the desk's lists and forms name it. */
export const outcomeWords: Readonly<Record<RefundRequest['outcome'], string>> = {
  card: 'To the card',
  credit_note: 'To the card, with a credit note',
  balance: 'Credit on the next invoices',
  goodwill_month: 'Next month free',
};
