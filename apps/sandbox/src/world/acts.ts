import type { ChurnCause } from './supplier.ts';

/** What the world plans for later, as plain data; `act-table.ts` says what each does. */
export type Act =
  | { kind: 'opens-shop' }
  | { kind: 'begins-day' }
  | { kind: 'begins-month' }
  | { kind: 'signs-up'; supplier: number }
  | { kind: 'adds-payment-method'; supplier: number }
  | { kind: 'changes-plan'; supplier: number; direction: 'up' | 'down' }
  | { kind: 'leaves'; supplier: number; cause: Exclude<ChurnCause, 'trial_ended'>; atPeriodEnd: boolean }
  | { kind: 'comes-back'; supplier: number }
  | { kind: 'pauses'; supplier: number; resumesAt: number }
  | { kind: 'resumes'; supplier: number }
  | { kind: 'card-goes-bad'; supplier: number; paymentMethod: string }
  | { kind: 'replaces-card'; supplier: number }
  | { kind: 'gets-refund'; supplier: number; charge: string; invoice: string; share: number; creditNote: boolean }
  | { kind: 'disputes'; supplier: number; charge: string }
  | { kind: 'gets-goodwill'; supplier: number; invoice: string }
  | { kind: 'is-written-off'; supplier: number; invoice: string }
  | { kind: 'gets-paypal-refund'; supplier: number; payment: string; share: number }
  | { kind: 'disputes-at-paypal'; supplier: number; payment: string }
  | { kind: 'publishes-gallery'; supplier: number };

export type ActKind = Act['kind'];
export type ActOf<Kind extends ActKind> = Extract<Act, { kind: Kind }>;
