import type { DeadLetter } from '@wedsync/domain/operations';
import { replayEvents } from '../connectors/index.ts';
import { retryMessage } from '../delivery/index.ts';
import { channels, type Writer } from '../platform/index.ts';
import { restartRun } from './job-runs.queries.ts';

/** How each kind of dead letter is put on its way again: a row per kind. */
const rerunners: Readonly<Record<DeadLetter['kind'], (writer: Writer, letter: DeadLetter) => Promise<unknown>>> = {
  job: (writer, letter) => restartRun(writer, letter.reference),
  message: (writer, letter) => retryMessage(writer, letter.reference),
  // The consumer itself looks for letters that are to be applied again.
  'consumer-event': (writer) => writer.sql.raw(`select pg_notify(?, '')`, [channels.deadLetters]),
  'provider-event': (writer, letter) => replayEvents(writer, { id: Number(letter.reference) }),
};

/** Has the thing behind an open dead letter done again; it is settled when that succeeds and comes back when it does not. */
export async function rerunDeadLetter(writer: Writer, letter: DeadLetter): Promise<boolean> {
  if (!(await decide(writer, letter, 'rerun'))) return false;
  await rerunners[letter.kind](writer, letter);
  return true;
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
