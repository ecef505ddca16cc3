import type { DisputeCase, DisputeRecord } from '@wedsync/domain/billing';
import type { Reader } from '../../platform/index.ts';
import { disputes } from '../disputes.queries.ts';

type Extra = Pick<
  DisputeCase,
  'evidence' | 'lastSavedByName' | 'submittedAt' | 'submittedByName' | 'request' | 'movements'
>;

/** A dispute with its draft, how far handing it in is, and what it moved. */
export async function findDisputeCase(reader: Reader, id: string): Promise<DisputeCase | undefined> {
  const dispute = await disputes.find(reader, id);
  if (dispute === undefined) return undefined;
  const found: { rows: { extra: Extra }[] } = await reader.sql.raw(extraQuery, { id });
  const extra = found.rows[0]?.extra;
  return extra === undefined ? undefined : { ...dispute, ...extra };
}

const extraQuery = `
select jsonb_build_object('evidence', coalesce(a.evidence, '{}'), 'lastSavedByName', a.last_saved_by_name, 'submittedAt', a.submitted_at, 'submittedByName', a.submitted_by_name,
  'request', (select jsonb_build_object('state', r.state, 'error', r.error, 'at', r.created_at) from collection_requests r where r.dispute_id = t.id order by r.created_at desc limit 1),
  'movements', coalesce((select jsonb_agg(jsonb_build_object('id', b.id, 'at', b.created_at, 'amountMinor', b.amount_minor, 'feeMinor', b.fee_minor, 'currency', b.currency,
    'description', b.description) order by b.created_at, b.id) from balance_transactions b where b.id = any(t.balance_transaction_ids)), '[]')) as extra
from disputes t left join dispute_answers a on a.id = t.id where t.id = :id`;

const openStatuses = ['needs_response', 'under_review', 'warning_needs_response', 'warning_under_review'];

/** How disputes ended, a row a reason, the most frequent first. */
export async function disputeRecords({ sql }: Reader): Promise<DisputeRecord[]> {
  const found: { rows: DisputeRecord[] } = await sql.raw(
    `select reason, count(*) filter (where status = any(:open))::int as open, count(*) filter (where status = 'won')::int as won,
       count(*) filter (where status = 'lost')::int as lost, count(*) filter (where status in ('warning_closed', 'prevented'))::int as closed
     from disputes where deleted_at is null group by reason order by count(*) desc, reason`,
    { open: openStatuses },
  );
  return found.rows;
}
