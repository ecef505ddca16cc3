import {
  capStanding,
  capWindowDays,
  nextBestAction,
  type DunningCase,
  type DunningCaseDetail,
  type DunningCaseFilter,
  type DunningStep,
} from '@wedsync/domain/billing';
import { dayBounds, type ListQuery, type Page } from '@wedsync/domain/platform';
import { listPage, type ListSpec, type Reader } from '../../platform/index.ts';
import { whereSupplierMatches } from '../../suppliers/index.ts';

/** Cases, the oldest open first unless asked otherwise. */
export function listDunningCases(reader: Reader, query: ListQuery<DunningCaseFilter>): Promise<Page<DunningCase>> {
  return listPage(reader, spec, query);
}

const spec: ListSpec<DunningCase, DunningCaseFilter> = {
  resource: 'dunning-cases',
  keys: ({ sql }) => sql('dunning_cases as d'),
  idColumn: 'd.id',
  sorts: { openedAt: 'd.opened_at', amountMinor: 'd.amount_minor', nextStepAt: 'd.next_step_at', id: 'd.id' },
  defaultSort: { field: 'openedAt', order: 'DESC' },
  filters: {
    id: (query, ids) => query.whereIn('d.id', ids),
    q: (query, text) =>
      query.where((any) => {
        for (const column of ['d.id', 'd.invoice_id', 'd.subscription_id', 'd.customer_id'])
          void any.orWhere(column, text);
        void any.orWhere((supplier) => whereSupplierMatches(supplier, 'd.supplier_id', text));
      }),
    state: (query, states) => query.whereIn('d.state', states),
    declineClass: (query, classes) => query.whereIn('d.decline_class', classes),
    stage: (query, stages) => query.whereIn('d.stage', stages),
    access: (query, levels) => query.whereIn('d.access', levels),
    ownerId: (query, id) =>
      query.whereIn('d.supplier_id', (owned) => owned.from('suppliers').where('owner_id', id).select('id')),
    supplierId: (query, id) => query.where('d.supplier_id', id),
    invoiceId: (query, id) => query.where('d.invoice_id', id),
    held: (query, held) => (held ? query.whereNotNull('d.hold_kind') : query.whereNull('d.hold_kind')),
    openedFrom: (query, day) => query.where('d.opened_at', '>=', dayBounds(day).start),
    openedTo: (query, day) => query.where('d.opened_at', '<', dayBounds(day).end),
  },
  countCap: 20_000,
  hydrate: (reader, ids) => casesWhere(reader, 'd.id = any(?)', [ids.map(String)]),
  rowId: (row) => row.id,
};

type Row = Omit<
  DunningCase,
  'cap' | 'nextBest' | 'nextAttemptAt' | 'openedAt' | 'closedAt' | 'heldUntil' | 'nextStepAt'
> & {
  readonly nextAttemptAt: Date | null;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
  readonly heldUntil: Date | null;
  readonly nextStepAt: Date | null;
  readonly failedAt: readonly string[] | null;
  readonly now: Date;
};

async function casesWhere({ sql }: Reader, where: string, bindings: readonly string[][]): Promise<DunningCase[]> {
  const found: { rows: Row[] } = await sql.raw(`${select} where ${where}`, bindings);
  return found.rows.map(present);
}

const select = `
select d.id, d.provider, d.supplier_id as "supplierId", s.business_name as "businessName", s.time_zone as "timeZone", s.owner_id as "ownerId", w.name as "ownerName",
  d.customer_id as "customerId", d.invoice_id as "invoiceId", i.number as "invoiceNumber", i.hosted_url as "hostedUrl", d.subscription_id as "subscriptionId",
  u.plan_code as "planCode", d.currency, d.amount_minor as "amountMinor", d.state, d.decline_class as "declineClass", d.decline_code as "declineCode",
  d.attempt_count as "attemptCount", d.next_attempt_at as "nextAttemptAt", d.card_brand as "cardBrand", d.card_last4 as "cardLast4", d.stage, d.access,
  d.opened_at as "openedAt", d.closed_at as "closedAt", d.hold_kind as "holdKind", d.held_until as "heldUntil", d.hold_reason as "holdReason", d.held_by as "heldBy",
  d.grace_days as "graceDays", d.next_stage as "nextStage", n.acts_at as "nextStepAt", n.guard as "nextGuard", to_char(n.guard_date, 'YYYY-MM-DD') as "nextGuardDate",
  d.version, f.at as "failedAt", clock_timestamp() as now
from dunning_cases d
left join suppliers s on s.id = d.supplier_id
left join staff w on w.id = s.owner_id
left join invoices i on i.id = d.invoice_id
left join subscriptions u on u.id = d.subscription_id
left join dunning_steps n on n.case_id = d.id and n.stage = d.next_stage and n.state = 'planned'
left join lateral (
  select array_agg(c.created_at) as at from charges c
  where c.card_fingerprint = d.card_fingerprint and c.status = 'failed' and c.created_at > now() - interval '${capWindowDays} days'
) f on true`;

function present({ failedAt, now, ...row }: Row): DunningCase {
  const attempts = (failedAt ?? []).map((at) => new Date(at));
  const { used, left, days, attempts: allowed } = capStanding(row.cardBrand, attempts, now);
  const facts = { ...row, class: row.declineClass, capLeft: left, now };
  return {
    ...row,
    nextAttemptAt: row.nextAttemptAt?.toISOString() ?? null,
    openedAt: row.openedAt.toISOString(),
    closedAt: row.closedAt?.toISOString() ?? null,
    heldUntil: row.heldUntil?.toISOString() ?? null,
    nextStepAt: row.nextStepAt?.toISOString() ?? null,
    cap: { used, left, days, attempts: allowed },
    nextBest: row.state === 'open' ? nextBestAction(facts) : closed,
  };
}

const closed = { label: 'Nothing', why: 'The case is closed.', verb: null };

/** One case with its steps, its attempts and its story. */
export async function findDunningCase(reader: Reader, id: string): Promise<DunningCaseDetail | undefined> {
  const [found] = await casesWhere(reader, 'd.id = any(?)', [[id]]);
  if (found === undefined) return undefined;
  const [steps, attempts, entries, cardLink] = await Promise.all([
    stepsOf(reader, id),
    attemptsOf(reader, found.invoiceId),
    entriesOf(reader, found),
    cardLinkOf(reader, id),
  ]);
  return { ...found, steps, attempts, entries, cardLink };
}

async function stepsOf({ sql }: Reader, id: string): Promise<DunningStep[]> {
  const rows: { step: DunningStep }[] = await sql('dunning_steps as n')
    .where('n.case_id', id)
    .orderBy('n.acts_at')
    .select({
      step: sql.raw(`jsonb_build_object('stage', n.stage, 'state', n.state, 'dueAt', n.due_at, 'actsAt', n.acts_at, 'guard', n.guard,
        'guardDate', to_char(n.guard_date, 'YYYY-MM-DD'), 'doneAt', n.done_at, 'note', n.note, 'messageId', n.message_id)`),
    });
  return rows.map(({ step }) => step);
}

async function attemptsOf({ sql }: Reader, invoiceId: string): Promise<DunningCaseDetail['attempts']> {
  const rows: { attempt: DunningCaseDetail['attempts'][number] }[] = await sql('charges as c')
    .join('invoice_payments as p', 'p.payment_intent_id', 'c.payment_intent_id')
    .where('p.invoice_id', invoiceId)
    .orderBy('c.created_at', 'desc')
    .limit(50)
    .select({
      attempt: sql.raw(
        `jsonb_build_object('chargeId', c.id, 'at', c.created_at, 'status', c.status, 'declineCode', c.decline_code, 'cardLast4', c.card_last4)`,
      ),
    });
  return rows.map(({ attempt }) => attempt);
}

async function entriesOf({ sql }: Reader, { id, supplierId }: DunningCase): Promise<DunningCaseDetail['entries']> {
  const rows: { entry: DunningCaseDetail['entries'][number] }[] = await sql('timeline_entries as t')
    .where({ 't.supplier_id': supplierId, 't.source': 'dunning' })
    .whereRaw('starts_with(t.source_id, ?)', [`${id}:`])
    .orderBy('t.at', 'desc')
    .limit(100)
    .select({
      entry: sql.raw(`jsonb_build_object('at', t.at, 'actorName', t.actor_name, 'title', t.title)`),
    });
  return rows.map(({ entry }) => entry);
}

/** Such a link works for an hour at most. */
async function cardLinkOf({ sql }: Reader, id: string): Promise<DunningCaseDetail['cardLink']> {
  const row: { link: NonNullable<DunningCaseDetail['cardLink']> } | undefined = await sql('collection_requests')
    .where({ case_id: id, kind: 'card_link', state: 'succeeded' })
    .whereRaw(`settled_at > clock_timestamp() - interval '1 hour'`)
    .orderBy('settled_at', 'desc')
    .first({ link: sql.raw(`jsonb_build_object('url', result ->> 'url', 'at', settled_at)`) });
  return row?.link ?? null;
}
