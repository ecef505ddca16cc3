import type { CardBehaviour, PayoutSchedule, StripeObject } from '../contract.ts';
import type { Noun, RecordsByNoun } from '../records/index.ts';
import type { Agenda } from './agenda.ts';
import type { EventLog } from './event-log.ts';
import type { Random } from './random.ts';
import type { Tables } from './tables.ts';
import type { Unpaid } from './unpaid.ts';

export interface EngineSettings {
  readonly seed: number;
  readonly country: string;
  readonly statementDescriptor: string;
  /** Where hosted pages are; null for Stripe's own addresses. */
  readonly hostedBase: string | null;
  readonly payoutSchedule: PayoutSchedule;
  readonly eventRetention: number;
  readonly upcomingInvoiceDays: number;
  readonly retryDays: readonly number[];
  readonly afterRetries: { readonly subscription: 'cancel' | 'unpaid'; readonly invoice: 'leave' | 'uncollectible' };
}

/** What cardholders and banks have in mind; no API call shows it. */
export interface Intentions {
  readonly cards: Map<string, CardBehaviour>;
  readonly refundFailures: Map<string, { readonly reason: string; readonly afterDays: number }>;
  readonly pendingRefundCharges: Set<string>;
  readonly payoutFailures: Map<string, string>;
}

/** The state everything works on: tables, clock, plans, events. */
export interface Kernel {
  readonly settings: EngineSettings;
  readonly random: Random;
  readonly tables: Tables;
  readonly agenda: Agenda;
  readonly events: EventLog;
  readonly unpaid: Unpaid;
  readonly intentions: Intentions;
  readonly now: () => number;
  readonly setNow: (epochSeconds: number) => void;
  newId(prefix: string, length?: number): string;
  /** @throws resource_missing (404) */
  need<N extends Noun>(noun: N, id: string): RecordsByNoun[N];
  create<N extends Noun>(noun: N, row: RecordsByNoun[N], ...eventTypes: readonly string[]): RecordsByNoun[N];
  /** Stores a changed copy; `.updated` events are left out when nothing changed. */
  change<N extends Noun>(
    noun: N,
    id: string,
    patch: Partial<RecordsByNoun[N]>,
    ...eventTypes: readonly string[]
  ): RecordsByNoun[N];
  emit<N extends Noun>(noun: N, row: RecordsByNoun[N], type: string): void;
  /** An event about several changes made one after the other; left out when nothing changed. */
  emitChange<N extends Noun>(noun: N, before: RecordsByNoun[N], row: RecordsByNoun[N], type: string): void;
  plan(at: number, kind: string, id: string): void;
  wire<N extends Noun>(noun: N, row: RecordsByNoun[N]): StripeObject;
}
