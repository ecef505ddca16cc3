import { refusedEventSchema, type Correctable, type DeadLetter } from '@wedsync/domain/operations';
import { Invalid } from '@wedsync/domain/platform';
import { replayEvents } from '../connectors/index.ts';
import { retryMessage } from '../delivery/index.ts';
import { channels, emitRefused, resolveDeadLetter, type Writer } from '../platform/index.ts';
import { restartRun } from './job-runs.queries.ts';

/** How each kind of dead letter is put on its way again: a row per kind. */
const rerunners: Readonly<Record<DeadLetter['kind'], (writer: Writer, letter: DeadLetter) => Promise<unknown>>> = {
  job: (writer, letter) => restartRun(writer, letter.reference),
  message: (writer, letter) => retryMessage(writer, letter.reference),
  // The consumer itself looks for letters that are to be applied again.
  'consumer-event': (writer) => writer.sql.raw(`select pg_notify(?, '')`, [channels.deadLetters]),
  'provider-event': (writer, letter) => replayEvents(writer, { id: Number(letter.reference) }),
  'refused-event': tellAgain,
};

/** The event is told as what happens now: events after it were followed already. @throws Invalid when its schema still refuses it */
async function tellAgain(writer: Writer, { source, reference, payload, correction }: DeadLetter): Promise<void> {
  const event = refusedEventSchema.parse(payload);
  const problem = await emitRefused(writer, { ...event, payload: correction ?? event.payload ?? {} });
  if (problem !== null) throw Invalid({ message: `${source} still cannot be told: ${problem}` });
  await resolveDeadLetter(writer, 'refused-event', source, reference);
}

/** Has the thing behind an open dead letter done again; it is settled when that succeeds and comes back when it does not. */
export async function rerunDeadLetter(writer: Writer, letter: DeadLetter): Promise<boolean> {
  if (!(await decide(writer, letter, 'rerun'))) return false;
  await rerunners[letter.kind](writer, letter);
  return true;
}

/** What a correction changes before the thing is done again: a row per kind. A consumer reads the correction from the letter itself. */
const correctors: Readonly<
  Partial<Record<DeadLetter['kind'], (writer: Writer, letter: DeadLetter, correction: Correctable) => Promise<unknown>>>
> = {
  job: ({ sql }, { reference }, correction) =>
    sql('job_runs')
      .where({ id: reference })
      .update({ input: JSON.stringify(correction) }),
  message: ({ sql }, { reference }, { recipient, subject }) =>
    sql('messages').where({ id: reference }).update({ recipient, subject }),
};

/** Has it done again with what somebody put right; what failed stays in the letter as it was. @returns false when it was decided already */
export async function correctDeadLetter(writer: Writer, letter: DeadLetter, correction: Correctable): Promise<boolean> {
  const waiting: number = await writer
    .sql('dead_letters')
    .where({ id: letter.id, state: 'open' })
    .update({
      correction: JSON.stringify(correction),
      corrected_by: writer.actor.name,
      corrected_at: writer.sql.raw('clock_timestamp()'),
    });
  if (waiting === 0) return false;
  await correctors[letter.kind]?.(writer, letter, correction);
  return rerunDeadLetter(writer, { ...letter, correction });
}

/** A person decided that it need not be done. */
export async function skipDeadLetter(writer: Writer, letter: DeadLetter): Promise<boolean> {
  return decide(writer, letter, 'skipped');
}

async function decide(writer: Writer, letter: DeadLetter, state: 'rerun' | 'skipped'): Promise<boolean> {
  const decided: number = await writer
    .sql('dead_letters')
    .where({ id: letter.id })
    .whereIn('state', state === 'rerun' ? ['open'] : ['open', 'rerun'])
    .update({
      state,
      decided_by: writer.actor.name,
      decided_at: writer.sql.raw('clock_timestamp()'),
      decision_reason: writer.actor.reason ?? null,
    });
  return decided === 1;
}
