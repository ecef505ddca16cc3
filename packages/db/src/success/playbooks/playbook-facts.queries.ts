import type { EntryFacts, SentMessage, SupplierFacts } from '@wedsync/domain/success';
import { openDisputeSql } from '../../billing/index.ts';
import type { Reader } from '../../platform/index.ts';
import { guardedSuppliers } from '../../suppliers/index.ts';
import { isProductOnly } from './event-names.ts';

/** A supplier as playbooks judge it, and where it stands among others. */
export type PlaybookSubject = SupplierFacts & {
  readonly supplierId: string;
  readonly businessName: string;
  readonly planCode: string | null;
  readonly healthBand: string | null;
  readonly mrrMinor: number;
};

type SubjectRow = Omit<PlaybookSubject, 'timeZone' | 'weddingDates'>;

/** What may keep playbooks from these suppliers, in two queries however many they are. Suppliers out of scope are absent. */
export async function playbookSubjects(
  reader: Reader,
  supplierIds: readonly string[],
): Promise<ReadonlyMap<string, PlaybookSubject>> {
  const result: { rows: SubjectRow[] } = await reader.sql.raw(subjectsQuery, { ids: [...supplierIds] });
  const guarded = await guardedSuppliers(reader, supplierIds);
  return new Map(
    result.rows.flatMap((row) => {
      const days = guarded.get(row.supplierId);
      return days === undefined ? [] : [[row.supplierId, { ...row, ...days }]];
    }),
  );
}

/** An answer of theirs counts as contact as much as a call of ours. */
const subjectsQuery = `
select s.id as "supplierId", s.business_name as "businessName", s.plan_code as "planCode", s.health_band as "healthBand", s.mrr_minor as "mrrMinor",
  (select left(n.body, 120) from notes n where n.supplier_id = s.id and n.blocks_automation order by n.created_at desc limit 1) as "blockedBy",
  exists (select from disputes d where d.supplier_id = s.id and ${openDisputeSql}) as "openDispute",
  greatest(
    (select max(n.created_at) from notes n where n.supplier_id = s.id and n.kind in ('call', 'meeting', 'email')),
    (select max(e.occurred_at) from success_events e where e.supplier_id = s.id and e.type = 'message.replied')
  ) as "lastHumanContactAt"
from suppliers s where s.id = any(:ids::text[])`;

type History = Pick<EntryFacts, 'lastEnteredAt' | 'entries' | 'running' | 'openTask'> & {
  /** Drawn for the hold-out, for good. */
  readonly heldOut: boolean;
};

const newcomer: History = { lastEnteredAt: null, entries: 0, running: false, openTask: false, heldOut: false };

/** How these suppliers fared in these playbooks so far, in one query however many they are. */
export async function playbookHistories(
  { sql }: Reader,
  playbookIds: readonly string[],
  supplierIds: readonly string[],
): Promise<(playbookId: string, supplierId: string) => History> {
  const result: { rows: (History & { playbookId: string; supplierId: string })[] } = await sql.raw(historiesQuery, {
    playbookIds: [...playbookIds],
    ids: [...supplierIds],
  });
  const key = (playbookId: string, supplierId: string) => `${playbookId} ${supplierId}`;
  const histories = new Map(
    result.rows.map(({ playbookId, supplierId, ...history }) => [key(playbookId, supplierId), history]),
  );
  return (playbookId, supplierId) => histories.get(key(playbookId, supplierId)) ?? newcomer;
}

const historiesQuery = `
select playbook_id as "playbookId", supplier_id as "supplierId", max(entered_at) as "lastEnteredAt", count(entered_at)::int as entries,
  coalesce(bool_or(running), false) as running, coalesce(bool_or(held_out), false) as "heldOut", bool_or(task) as "openTask"
from (
  select e.playbook_id, e.supplier_id, e.entered_at, e.state = 'running' as running, e.arm = 'held_out' as held_out, false as task
  from playbook_enrolments e where e.supplier_id = any(:ids::text[]) and e.playbook_id = any(:playbookIds::text[])
  union all
  select t.reason, t.supplier_id, null, null, null, true
  from tasks t where t.supplier_id = any(:ids::text[]) and t.reason = any(:playbookIds::text[]) and t.type = 'playbook' and t.status in ('open', 'snoozed')
) each group by 1, 2`;

/** The playbooks that act for these suppliers now. Who is held out of one is left alone by that one only. */
export async function playbooksActingFor(
  { sql }: Reader,
  supplierIds: readonly string[],
): Promise<
  readonly { readonly supplierId: string; readonly playbookId: string; readonly name: string; readonly since: Date }[]
> {
  return sql('playbook_enrolments as e')
    .join('playbooks as p', 'p.id', 'e.playbook_id')
    .whereRaw('e.supplier_id = any(?::text[])', [[...supplierIds]])
    .where({ 'e.state': 'running', 'e.arm': 'treated' })
    .whereNotNull('e.step')
    .select({ supplierId: 'e.supplier_id', playbookId: 'e.playbook_id', name: 'p.name', since: 'e.entered_at' });
}

/** Messages that count against caps: those that left since a day, and those that are about to, also after an attempt that failed. */
export async function messagesSince({ sql }: Reader, supplierId: string, since: Date): Promise<readonly SentMessage[]> {
  return sql('messages as m')
    .where('m.supplier_id', supplierId)
    .whereIn('m.purpose', ['success', 'marketing'])
    .whereNotIn('m.channel', ['slack', 'marketing_tool'])
    .where((counted) =>
      counted
        .whereIn('m.state', ['scheduled', 'sending', 'sent', 'delivered', 'engaged'])
        .orWhere((tried) => tried.where('m.state', 'failed').whereNotNull('m.next_attempt_at')),
    )
    .whereRaw('coalesce(m.sent_at, m.next_attempt_at, m.created_at) > ?', [since])
    .select('m.channel', { at: sql.raw('coalesce(m.sent_at, m.next_attempt_at, m.created_at)') });
}

type Span = { readonly since: Date; readonly until: Date };

/** How often something happened to a supplier after a moment and up to another, as the house told it or, where it tells nothing of the name, the product. */
export async function timesHappened(
  { sql }: Reader,
  supplierId: string,
  event: string,
  { since, until }: Span,
): Promise<number> {
  const [table, name] = isProductOnly(event) ? ['product_events', 'name'] : ['success_events', 'type'];
  const found = await sql(table)
    .where({ supplier_id: supplierId, [name]: event })
    .where('occurred_at', '>', since)
    .where('occurred_at', '<=', until)
    .count({ times: '*' })
    .first();
  return Number(found?.times ?? 0);
}
