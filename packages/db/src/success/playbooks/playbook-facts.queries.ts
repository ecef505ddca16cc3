import type { EntryFacts, SentMessage, SupplierFacts } from '@wedsync/domain/success';
import { openDisputeSql } from '../../billing/index.ts';
import type { Reader } from '../../platform/index.ts';
import { guardedSuppliers } from '../../suppliers/index.ts';

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

type History = Pick<EntryFacts, 'lastEnteredAt' | 'entries' | 'running' | 'openTask'>;

const newcomer: History = { lastEnteredAt: null, entries: 0, running: false, openTask: false };

/** How these suppliers fared in a playbook so far. */
export async function playbookHistories(
  { sql }: Reader,
  playbookId: string,
  supplierIds: readonly string[],
): Promise<(supplierId: string) => History> {
  const result: { rows: (History & { supplierId: string })[] } = await sql.raw(
    `select s.id as "supplierId", e.last as "lastEnteredAt", coalesce(e.n, 0)::int as entries, coalesce(e.running, false) as running,
       exists (select from tasks t where t.supplier_id = s.id and t.type = 'playbook' and t.reason = :playbookId and t.status in ('open', 'snoozed')) as "openTask"
     from unnest(:ids::text[]) as s (id) left join lateral (
       select max(e.entered_at) as last, count(*) as n, bool_or(e.state = 'running') as running
       from playbook_enrolments e where e.playbook_id = :playbookId and e.supplier_id = s.id
     ) e on true`,
    { playbookId, ids: [...supplierIds] },
  );
  const histories = new Map(result.rows.map(({ supplierId, ...history }) => [supplierId, history]));
  return (supplierId) => histories.get(supplierId) ?? newcomer;
}

/** Messages that count against caps: those that left since a day, and those that are about to. */
export async function messagesSince({ sql }: Reader, supplierId: string, since: Date): Promise<readonly SentMessage[]> {
  return sql('messages as m')
    .where('m.supplier_id', supplierId)
    .whereIn('m.purpose', ['success', 'marketing'])
    .whereIn('m.state', ['scheduled', 'sending', 'sent', 'delivered', 'engaged'])
    .whereRaw('coalesce(m.sent_at, m.next_attempt_at, m.created_at) > ?', [since])
    .select('m.channel', { at: sql.raw('coalesce(m.sent_at, m.next_attempt_at, m.created_at)') });
}

/** How often something happened to a supplier after a moment, told by the outbox or by the product. */
export async function timesHappened({ sql }: Reader, supplierId: string, event: string, since: Date): Promise<number> {
  const result: { rows: { times: number }[] } = await sql.raw(
    `select (
       (select count(*) from success_events e where e.supplier_id = :supplierId and e.type = :event and e.occurred_at > :since) +
       (select count(*) from product_events p where p.supplier_id = :supplierId and p.name = :event and p.occurred_at > :since)
     )::int as times`,
    { supplierId, event, since },
  );
  return result.rows[0]?.times ?? 0;
}
