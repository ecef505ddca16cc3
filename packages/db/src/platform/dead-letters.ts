import { limits } from '@wedsync/domain/platform';
import type { Writer } from './store.ts';

export type DeadLetterKind = 'job' | 'consumer-event' | 'message' | 'provider-event' | 'refused-event';

/** Something the house has given up on until a person decides: run it again, or skip it. */
export type DeadLetter = {
  readonly kind: DeadLetterKind;
  /** The job, consumer, channel, provider or type of event. */
  readonly source: string;
  /** Id of the run, event, message or inbox row. */
  readonly reference: string;
  readonly supplierId: string | null;
  readonly reason: string;
  readonly errorKind: string | null;
  readonly attempts: number;
  readonly payload?: Readonly<Record<string, unknown>>;
};

/** Keeps a dead letter; one that is already waiting for the same thing is brought up to date. @returns its id */
export async function recordDeadLetter(writer: Writer, letter: DeadLetter): Promise<number> {
  const reason = letter.reason.slice(0, limits.maxErrorTextChars);
  const result: { rows: { id: number }[] } = await writer.sql.raw(
    `insert into dead_letters (kind, source, reference, supplier_id, reason, error_kind, attempts, payload)
     values (?, ?, ?, ?, ?, ?, ?, ?)
     on conflict (kind, source, reference) where state in ('open', 'rerun')
     do update set reason = excluded.reason, error_kind = excluded.error_kind, attempts = excluded.attempts, state = 'open'
     returning id`,
    [
      letter.kind,
      letter.source,
      letter.reference,
      letter.supplierId,
      reason,
      letter.errorKind,
      letter.attempts,
      JSON.stringify(letter.payload ?? {}),
    ],
  );
  return result.rows[0]?.id ?? 0;
}

/** The thing succeeded after all: its waiting letter is settled. */
export async function resolveDeadLetter(writer: Writer, kind: DeadLetterKind, source: string, reference: string) {
  await writer
    .sql('dead_letters')
    .where({ kind, source, reference })
    .whereIn('state', ['open', 'rerun'])
    .update({ state: 'resolved', decided_at: writer.sql.raw('clock_timestamp()') });
}

/** The same for many at once, whatever their source. Touches nothing when none of them is waiting. */
export async function resolveDeadLetters(writer: Writer, kind: DeadLetterKind, references: readonly string[]) {
  await writer
    .sql('dead_letters')
    .where({ kind })
    .whereRaw('reference = any(?)', [[...references]])
    .whereIn('state', ['open', 'rerun'])
    .update({ state: 'resolved', decided_at: writer.sql.raw('clock_timestamp()') });
}
