import { isDomainError } from '@wedsync/domain/platform';
import { judgeStart, type StartablePlaybook } from '@wedsync/domain/success';
import type { SegmentRule } from '@wedsync/domain/suppliers';
import type { Reader } from '../../platform/index.ts';
import { compileSegment, matchesSegment } from '../../segments/index.ts';
import type { Fragment } from '../../suppliers/index.ts';
import { livePlaybooks, playbookPolicy, type LivePlaybook } from './live-playbooks.queries.ts';
import { playbookHistories, playbooksActingFor, playbookSubjects } from './playbook-facts.queries.ts';

/**
 * For each of these suppliers, which of the playbooks that run a person may start, and why not the others. The facts come in sets, whatever the number
 * of suppliers and playbooks. Suppliers out of scope are absent.
 */
export async function startablePlaybooks(
  reader: Reader,
  supplierIds: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, readonly StartablePlaybook[]>> {
  const playbooks = await livePlaybooks(reader);
  const ids = playbooks.map(({ id }) => id);
  const policy = await playbookPolicy(reader);
  const subjects = await playbookSubjects(reader, supplierIds);
  const historyOf = await playbookHistories(reader, ids, supplierIds);
  const acting = await playbooksActingFor(reader, supplierIds);
  const running = await runningCounts(reader, ids);
  const isMeant = await whomTheyMean(reader, playbooks, supplierIds, now);
  const busyWith = new Map(acting.map(({ supplierId, name }) => [supplierId, name]));
  const answers = [...subjects].map(([supplierId, subject]) => {
    const answer = ({ id, name, definition }: LivePlaybook): StartablePlaybook => {
      const history = historyOf(id, supplierId);
      const standing = {
        meant: isMeant(id, supplierId),
        heldOut: history.heldOut,
        busyWith: busyWith.get(supplierId) ?? null,
        full: (running.get(id) ?? 0) >= definition.maxRunning,
        endsOn: definition.endsOn,
      };
      return {
        playbookId: id,
        name,
        ...judgeStart({ ...subject, ...history, ...definition, ...standing }, now, policy),
      };
    };
    return [supplierId, playbooks.map(answer)] as const;
  });
  return new Map(answers);
}

/** Everybody in these playbooks, whoever asks. */
async function runningCounts({ sql }: Reader, playbookIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const result: { rows: { id: string; running: number }[] } = await sql.raw(
    'select id, running_in(id) as running from unnest(?::text[]) as each (id)',
    [[...playbookIds]],
  );
  return new Map(result.rows.map(({ id, running }) => [id, running]));
}

type IsMeant = (playbookId: string, supplierId: string) => boolean;

/** Of one supplier only its own facts are read; of many each rule is asked once for all. A rule about a field that is gone means nobody. */
async function whomTheyMean(
  reader: Reader,
  playbooks: readonly LivePlaybook[],
  supplierIds: readonly string[],
  now: Date,
): Promise<IsMeant> {
  const byPlaybook = new Map<string, ReadonlySet<string> | 'everybody'>();
  for (const { id, definition } of playbooks) {
    const { who } = definition;
    byPlaybook.set(id, who === null ? 'everybody' : await whomItMeans(reader, who, supplierIds, now));
  }
  return (playbookId, supplierId) => {
    const whom = byPlaybook.get(playbookId);
    return whom === 'everybody' || whom?.has(supplierId) === true;
  };
}

async function whomItMeans(
  reader: Reader,
  who: SegmentRule,
  supplierIds: readonly string[],
  now: Date,
): Promise<ReadonlySet<string>> {
  const [first = '', ...others] = supplierIds;
  try {
    if (others.length > 0) return await matching(reader, supplierIds, compileSegment(who, now));
    return new Set((await matchesSegment(reader, first, who, now)) ? [first] : []);
  } catch (error) {
    if (isDomainError(error)) return new Set();
    throw error;
  }
}

async function matching(
  { sql }: Reader,
  supplierIds: readonly string[],
  condition: Fragment,
): Promise<ReadonlySet<string>> {
  const ids: string[] = await sql('suppliers as s')
    .whereRaw('s.id = any(?::text[])', [[...supplierIds]])
    .whereRaw(condition.sql, [...condition.bindings])
    .pluck('s.id');
  return new Set(ids);
}
