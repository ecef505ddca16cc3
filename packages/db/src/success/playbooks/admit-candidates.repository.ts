import { HOUR_MS, plusMs, type Uuids } from '@wedsync/domain/platform';
import {
  arbitrate,
  judgeEntry,
  type Claim,
  type PlaybookPolicy,
  type SuppressionReason,
} from '@wedsync/domain/success';
import { lockEach, type Reader, type Writer } from '../../platform/index.ts';
import { matchesSegment } from '../../segments/index.ts';
import { enrol } from './enrol.repository.ts';
import type { LivePlaybook } from './live-playbooks.queries.ts';
import {
  playbookHistories,
  playbooksActingFor,
  playbookSubjects,
  type PlaybookSubject,
} from './playbook-facts.queries.ts';

/** Whoever another playbook has, or for whom there is no room, is looked at again this much later. */
const lookAgainMs = HOUR_MS;

type Candidate = {
  readonly id: number;
  readonly playbookId: string;
  readonly supplierId: string;
  readonly cause: string;
  readonly since: Date;
  readonly expiresAt: Date;
};
type Contender = { readonly candidate: Candidate; readonly playbook: LivePlaybook };

export type Admission = {
  readonly playbooks: readonly LivePlaybook[];
  readonly policy: PlaybookPolicy;
  readonly now: Date;
  readonly uuids?: Uuids;
};

/** Suppliers for whom a live playbook waits and whose turn it is; those of a paused one wait until it goes on. */
export async function suppliersWaiting({ sql }: Reader, now: Date, limit: number): Promise<readonly string[]> {
  const rows: { supplierId: string }[] = await sql('playbook_candidates as c')
    .join('playbooks as p', 'p.id', 'c.playbook_id')
    .where({ 'c.state': 'waiting', 'p.state': 'live' })
    .where('c.look_at', '<=', now)
    .groupBy('c.supplier_id')
    .orderByRaw('min(c.look_at), c.supplier_id')
    .limit(limit)
    .select({ supplierId: 'c.supplier_id' });
  return rows.map(({ supplierId }) => supplierId);
}

/**
 * Decides about everything that waits for one supplier: who is kept out and why, which one playbook has it now, and who goes on waiting. Two who decide
 * about the same supplier do so one after the other.
 * @returns how many were decided or put off
 */
export async function admitSupplier(writer: Writer, supplierId: string, admission: Admission): Promise<number> {
  await lockEach(writer, 'playbooks-of-supplier', [supplierId]);
  const waiting = await candidatesOf(writer, supplierId, admission.now);
  if (waiting.length === 0) return 0;
  const subject = (await playbookSubjects(writer, [supplierId])).get(supplierId);
  const contenders: Contender[] = [];
  for (const candidate of waiting) {
    const playbook = admission.playbooks.find(({ id }) => id === candidate.playbookId);
    if (subject === undefined || playbook === undefined) await forget(writer, candidate);
    else if (await stays(writer, { candidate, playbook }, subject, admission)) contenders.push({ candidate, playbook });
  }
  if (subject !== undefined) await settle(writer, contenders, subject, admission);
  return waiting.length;
}

/** Looks at a supplier's candidates again later: deciding about them failed, and others must not wait for that. Whose time is over waits no longer. */
export async function putOffCandidates({ sql }: Writer, supplierId: string, now: Date): Promise<void> {
  const waiting = () => sql('playbook_candidates').where({ supplier_id: supplierId, state: 'waiting' });
  await waiting()
    .where('expires_at', '<=', now)
    .update({ state: 'suppressed', ...outOfTime, decided_at: now });
  await waiting().update({ look_at: plusMs(now, lookAgainMs) });
}

async function candidatesOf({ sql }: Writer, supplierId: string, now: Date): Promise<readonly Candidate[]> {
  return sql('playbook_candidates as c')
    .join('playbooks as p', 'p.id', 'c.playbook_id')
    .where({ 'c.supplier_id': supplierId, 'c.state': 'waiting', 'p.state': 'live' })
    .where('c.look_at', '<=', now)
    .orderBy('c.since')
    .orderBy('c.id')
    .select('c.id', 'c.cause', 'c.since', {
      playbookId: 'c.playbook_id',
      supplierId: 'c.supplier_id',
      expiresAt: 'c.expires_at',
    });
}

/** Whether somebody who asks is meant at all and may enter; if not, says why on record. */
async function stays(
  writer: Writer,
  { candidate, playbook }: Contender,
  subject: PlaybookSubject,
  { policy, now }: Admission,
): Promise<boolean> {
  const { who, coolDownDays, maxEntries, endsOn } = playbook.definition;
  const ended = endsOn !== null && now.toISOString().slice(0, 10) > endsOn;
  if (ended || (who !== null && !(await matchesSegment(writer, subject.supplierId, who, now)))) {
    await forget(writer, candidate);
    return false;
  }
  const historyOf = await playbookHistories(writer, [playbook.id], [subject.supplierId]);
  const history = historyOf(playbook.id, subject.supplierId);
  const verdict = judgeEntry({ ...subject, ...history, coolDownDays, maxEntries }, now, policy);
  if (verdict.verdict !== 'suppress') return true;
  await keepOut(writer, candidate, verdict, now);
  return false;
}

type KeptOut = { readonly reason: SuppressionReason; readonly why: string };

const inPlaybook: KeptOut = { reason: 'in_playbook', why: 'Another trigger of this playbook let the supplier in.' };
const outranked: KeptOut = { reason: 'outranked', why: 'Another playbook had the supplier.' };
const outOfTime: KeptOut = { reason: 'waited_too_long', why: 'Nobody could decide about it in time.' };
const full = ({ definition }: LivePlaybook): KeptOut => ({
  reason: 'full',
  why: `${definition.maxRunning} suppliers were in it.`,
});

/** One contender of one playbook enters, if any: a playbook that waits twice for a supplier takes it in once. Whose time is over claims nothing. */
async function settle(
  writer: Writer,
  contenders: readonly Contender[],
  subject: PlaybookSubject,
  admission: Admission,
): Promise<void> {
  const running = await runningClaims(writer, subject.supplierId);
  const inTime = contenders.filter(({ candidate }) => candidate.expiresAt > admission.now);
  const winner = arbitrate(
    running,
    inTime.map(({ candidate, playbook }) => claimOf(playbook, candidate.since, subject)),
  );
  const first = inTime.find(({ playbook }) => playbook.id === winner?.playbookId);
  const entrant = first !== undefined && !(await isFull(writer, first.playbook)) ? first : undefined;
  if (entrant !== undefined) await enter(writer, entrant, subject, admission);
  const taken = running.length > 0 || winner !== null;
  const whyNot = ({ playbook }: Contender): KeptOut => {
    if (playbook.id === winner?.playbookId) return entrant === undefined ? full(playbook) : inPlaybook;
    return taken ? outranked : outOfTime;
  };
  for (const contender of contenders)
    if (contender !== entrant) await waitOn(writer, contender, whyNot(contender), admission.now);
}

function claimOf({ id, definition }: LivePlaybook, since: Date, { mrrMinor }: PlaybookSubject): Claim {
  return { playbookId: id, priority: definition.priority, expectedValueMinor: mrrMinor, since };
}

/** What runs is not weighed against what waits: that it runs is enough. */
async function runningClaims(reader: Reader, supplierId: string): Promise<readonly Claim[]> {
  const acting = await playbooksActingFor(reader, [supplierId]);
  return acting.map(({ playbookId, since }) => ({ playbookId, since, priority: 0, expectedValueMinor: 0 }));
}

/** Admissions to one playbook happen one after the other, so that its bounds and its hold-out are exact. */
export async function isFull(writer: Writer, { id, definition }: LivePlaybook): Promise<boolean> {
  await lockEach(writer, 'playbooks', [id]);
  const result: { rows: { running: number }[] } = await writer.sql.raw('select running_in(?) as running', [id]);
  return (result.rows[0]?.running ?? 0) >= definition.maxRunning;
}

async function enter(
  writer: Writer,
  { candidate, playbook }: Contender,
  subject: PlaybookSubject,
  { now, uuids }: Admission,
): Promise<void> {
  const arm = await enrol(writer, { playbook, subject, cause: candidate.cause }, now, uuids);
  await decide(writer, candidate, { state: arm === 'treated' ? 'entered' : 'held_out' }, now);
}

/** Keeps somebody waiting who may still enter, and out whose time is over or whose place is taken for good. */
async function waitOn(writer: Writer, { candidate }: Contender, keptOut: KeptOut, now: Date): Promise<void> {
  if (candidate.expiresAt <= now || keptOut === inPlaybook) return keepOut(writer, candidate, keptOut, now);
  await writer
    .sql('playbook_candidates')
    .where({ id: candidate.id })
    .update({ look_at: plusMs(now, lookAgainMs) });
}

function keepOut(writer: Writer, candidate: Candidate, { reason, why }: KeptOut, now: Date): Promise<void> {
  return decide(writer, candidate, { state: 'suppressed', reason, why }, now);
}

async function decide({ sql }: Writer, { id }: Candidate, decision: object, now: Date): Promise<void> {
  await sql('playbook_candidates')
    .where({ id })
    .update({ ...decision, decided_at: now });
}

/** The trigger fired for somebody the playbook does not mean: nothing was kept from anybody. */
async function forget({ sql }: Writer, { id }: Candidate): Promise<void> {
  await sql('playbook_candidates').where({ id }).delete();
}
