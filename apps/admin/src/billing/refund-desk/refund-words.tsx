import { refundOutcomeWords, type RefundRequest } from '@wedsync/domain/billing';
import { StatusChip, ToneChip } from '../../platform/index.ts';

/** Where a refund stands, in words: what the worker calls unknown is an answer that a person waits for. */
export function RefundState({ state }: Pick<RefundRequest, 'state'>) {
  if (state === 'unknown') return <ToneChip tone="caution">Waiting for an answer</ToneChip>;
  if (state === 'pending') return <ToneChip tone="info">With the bank</ToneChip>;
  return <StatusChip status={state} />;
}

const returnWords: Readonly<Record<string, Partial<typeof refundOutcomeWords>>> = {
  stripe: { card: 'To the card', credit_note: 'To the card, with a credit note' },
  paypal: { card: 'To PayPal' },
};

/** How the supplier gets this refund. */
export function outcomeOf({ provider, outcome }: Pick<RefundRequest, 'provider' | 'outcome'>): string {
  return returnWords[provider]?.[outcome] ?? refundOutcomeWords[outcome];
}
