import { DAY_MS, plusMs } from '@wedsync/domain/platform';
import {
  armOf,
  judgeEntry,
  seedOf,
  stratumOf,
  type Arm,
  type PlaybookDefinition,
  type PlaybookDryRun,
  type PlaybookTrigger,
  type SuppressionReason,
} from '@wedsync/domain/success';
import type { Reader } from '../../platform/index.ts';
import { compileSegment } from '../../segments/index.ts';
import type { Fragment } from '../../suppliers/index.ts';
import { isProductOnly } from './event-names.ts';
import { playbookPolicy } from './live-playbooks.queries.ts';
import {
  playbookHistories,
  playbooksActingFor,
  playbookSubjects,
  type PlaybookSubject,
} from './playbook-facts.queries.ts';

/** An event is told of those to whom it happened this recently. */
const recentDays = 30;
/** Beyond so many the sample says enough, and whoever looks does not wait for minutes. */
const mostJudged = 20_000;
const samplePerOutcome = 8;

type Outcome = PlaybookDryRun['sample'][number]['outcome'];
type Judged = {
  readonly supplierId: string;
  readonly businessName: string;
  readonly outcome: Outcome;
  readonly reason: SuppressionReason | null;
  readonly why: string | null;
};

/**
 * Who would enter a playbook if it ran now and who would not, among the suppliers that the reader sees. The facts come in sets, whatever their number;
 * nothing is written.
 * @param playbookId null for one that was never saved
 */
export async function dryRunPlaybook(
  reader: Reader,
  playbookId: string | null,
  definition: PlaybookDefinition,
  now: Date,
): Promise<PlaybookDryRun> {
  const meant = endedBy(definition, now) ? [] : await suppliersMeant(reader, definition, now);
  const judged = await judgeAll(reader, playbookId ?? '', definition, meant.slice(0, mostJudged), now);
  const count = (outcome: Outcome) => judged.filter((one) => one.outcome === outcome).length;
  return {
    asOf: now.toISOString(),
    considered: meant.length,
    judged: judged.length,
    entrants: count('enters'),
    heldOut: count('held_out'),
    suppressed: byReason(judged),
    sample: (['enters', 'suppressed', 'held_out'] as const).flatMap((outcome) =>
      judged
        .filter((one) => one.outcome === outcome)
        .slice(0, samplePerOutcome)
        .map(({ reason: _, ...one }) => one),
    ),
  };
}

function endedBy({ endsOn }: PlaybookDefinition, now: Date): boolean {
  return endsOn !== null && now.toISOString().slice(0, 10) > endsOn;
}

async function suppliersMeant({ sql }: Reader, definition: PlaybookDefinition, now: Date): Promise<readonly string[]> {
  const { trigger, who } = definition;
  const conditions = [
    firedFor(trigger, plusMs(now, -recentDays * DAY_MS).toISOString()),
    ...(who === null ? [] : [compileSegment(who, now)]),
  ];
  const query = sql('suppliers as s').orderByRaw('s.sort_name, s.row_no');
  for (const condition of conditions) void query.whereRaw(condition.sql, [...condition.bindings]);
  return query.pluck('s.id');
}

/** To whom a trigger happened since a moment, as a condition on suppliers `s`. A schedule means everybody. */
function firedFor(trigger: PlaybookTrigger, since: string): Fragment {
  switch (trigger.kind) {
    case 'schedule':
      return { sql: 'true', bindings: [] };
    case 'event':
      return isProductOnly(trigger.event)
        ? reported(trigger.event, since)
        : happened('e.type = ?', [since, trigger.event]);
    case 'segment':
      return happened(`e.type = 'segment.entered' and e.resource_id = ?`, [since, trigger.segmentId]);
    case 'score':
      return passed(trigger, since);
  }
}

function passed({ score, passes, mark }: Extract<PlaybookTrigger, { kind: 'score' }>, since: string): Fragment {
  const beyond = passes === 'below' ? '<' : '>';
  const types = score === 'health' ? `('health.changed', 'health.dropped_to_at_risk')` : `('churn.changed')`;
  const scale = score === 'health' ? 1 : 100;
  const value = (name: string) => `(e.payload ->> '${name}')::numeric * ${scale}`;
  return happened(
    `e.type in ${types} and jsonb_typeof(e.payload -> 'after') = 'number' and ${value('after')} ${beyond} ?
     and not (jsonb_typeof(e.payload -> 'before') = 'number' and ${value('before')} ${beyond} ?)`,
    [since, mark, mark],
  );
}

function happened(condition: string, bindings: Fragment['bindings']): Fragment {
  return {
    sql: `s.id in (select e.supplier_id from success_events e where e.occurred_at > ? and ${condition})`,
    bindings,
  };
}

/** By the daily counts, which are far fewer than the events. */
function reported(name: string, since: string): Fragment {
  return {
    sql: `exists (select from usage_daily u where u.supplier_id = s.id and u.name = ? and u.day >= ?::timestamptz::date - 1 and u.last_at > ?)`,
    bindings: [name, since, since],
  };
}

async function judgeAll(
  reader: Reader,
  playbookId: string,
  definition: PlaybookDefinition,
  supplierIds: readonly string[],
  now: Date,
): Promise<readonly Judged[]> {
  const [subjects, policy, historyOf, acting, standing] = await Promise.all([
    playbookSubjects(reader, supplierIds),
    playbookPolicy(reader),
    playbookHistories(reader, [playbookId], supplierIds),
    playbooksActingFor(reader, supplierIds),
    standingOf(reader, playbookId),
  ]);
  const others = acting.filter((one) => one.playbookId !== playbookId);
  const busy = new Set(others.map(({ supplierId }) => supplierId));
  const draw = drawer(playbookId, definition, standing);
  let room = definition.maxRunning - standing.running;
  return supplierIds.flatMap((supplierId) => {
    const subject = subjects.get(supplierId);
    if (subject === undefined) return [];
    const verdict = judgeEntry({ ...subject, ...historyOf(playbookId, supplierId), ...definition }, now, policy);
    if (verdict.verdict === 'suppress') return [keptOut(subject, verdict.reason, verdict.why)];
    if (busy.has(supplierId)) return [keptOut(subject, 'outranked', 'Another playbook has the supplier.')];
    if (room <= 0) return [keptOut(subject, 'full', `${definition.maxRunning} suppliers are in it.`)];
    room -= 1;
    const outcome = draw(subject) === 'treated' ? 'enters' : 'held_out';
    return [{ supplierId, businessName: subject.businessName, outcome, reason: null, why: null }];
  });
}

function keptOut({ supplierId, businessName }: PlaybookSubject, reason: SuppressionReason, why: string): Judged {
  return { supplierId, businessName, outcome: 'suppressed', reason, why };
}

type Standing = {
  readonly running: number;
  /** Arms once drawn stay. */
  readonly arms: ReadonlyMap<string, Arm>;
  /** The next place in each stratum. */
  readonly places: Map<string, number>;
};

async function standingOf({ sql }: Reader, playbookId: string): Promise<Standing> {
  const entered = () => sql('playbook_enrolments').where({ playbook_id: playbookId });
  const drawn = () => entered().whereNotNull('place');
  const result: { rows: { running: number }[] } = await sql.raw('select running_in(?) as running', [playbookId]);
  const arms: { supplierId: string; arm: Arm }[] = await drawn().distinct({ supplierId: 'supplier_id', arm: 'arm' });
  const places: { stratum: string; last: number }[] = await drawn()
    .groupBy('stratum')
    .select('stratum', { last: sql.raw('max(place)') });
  return {
    running: result.rows[0]?.running ?? 0,
    arms: new Map(arms.map(({ supplierId, arm }) => [supplierId, arm])),
    places: new Map(places.map(({ stratum, last }) => [stratum, last + 1])),
  };
}

/** Draws as entering would: one place after the other in each stratum. */
function drawer(playbookId: string, { holdoutPercent }: PlaybookDefinition, { arms, places }: Standing) {
  return (subject: PlaybookSubject): Arm => {
    const earlier = arms.get(subject.supplierId);
    if (earlier !== undefined) return earlier;
    const stratum = stratumOf(subject);
    const place = places.get(stratum) ?? 0;
    places.set(stratum, place + 1);
    return armOf(seedOf(`${playbookId}/${stratum}`), place, holdoutPercent);
  };
}

function byReason(judged: readonly Judged[]): PlaybookDryRun['suppressed'] {
  const counts = new Map<SuppressionReason, number>();
  for (const { reason } of judged) if (reason !== null) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts]
    .map(([reason, suppliers]) => ({ reason, suppliers }))
    .sort((one, other) => other.suppliers - one.suppliers);
}
