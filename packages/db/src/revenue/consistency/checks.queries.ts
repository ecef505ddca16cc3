import type { Reader } from '../../platform/index.ts';

export type CheckResult = {
  readonly name: string;
  readonly title: string;
  readonly holds: boolean;
  readonly detail: string;
};

type Check = {
  readonly name: string;
  readonly title: string;
  /** Yields what contradicts it: `id` and `detail`; nothing when it holds. */
  readonly contradictions: string;
};

/** How many contradictions are named; the rest is counted. */
const named = 3;

/** Looks at everything that must hold of the books, one statement a check. */
export async function checkConsistency({ sql }: Reader, now: Date): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const { name, title, contradictions } of checks) {
    const { rows }: { rows: { detail: string; total: number }[] } = await sql.raw(
      `select detail, (count(*) over ())::int as total from (${contradictions}) c order by detail limit ${named}`,
      { now },
    );
    const total = rows[0]?.total ?? 0;
    const more = total > named ? `, and ${total - named} more` : '';
    const detail = total === 0 ? 'Holds' : `${rows.map((row) => row.detail).join('; ')}${more}`;
    results.push({ name, title, holds: total === 0, detail });
  }
  return results;
}

/** Facts of this minute may still be on their way from the mirror to the books of another transaction's snapshot. */
const settled = `:now::timestamptz - interval '5 minutes'`;

const checks: readonly Check[] = [
  {
    name: 'journal-balanced',
    title: 'Every entry of the journal balances',
    contradictions: `select 'entry ' || p.entry_id || ' is off by ' || sum(p.amount_minor) || ' ' || p.currency as detail
      from postings p where :now::timestamptz is not null group by p.entry_id, p.currency having sum(p.amount_minor) <> 0`,
  },
  {
    name: 'movements-booked',
    title: 'Every movement of cash is booked as it is mirrored',
    contradictions: `select b.id || ' is ' || b.net_minor || ' and booked ' || coalesce(b.booked_minor::text, 'not at all') as detail from booked_lines b
      where b.net_minor <> 0 and b.booked_minor is distinct from b.net_minor and b.occurred_at < ${settled}
        and not (b.booked_minor = 0 and exists (select 1 from journal_entries e where e.source_kind = 'balance_transaction_reversed' and e.source_id = b.id))`,
  },
  {
    name: 'invoices-booked',
    title: 'Revenue and tax of every invoice are booked',
    contradictions: `select i.id || ' is ' || i.total_minor || ' and booked ' || coalesce(-x.booked, 0) as detail from invoices i
      left join lateral (select sum(p.amount_minor) as booked from journal_entries e join postings p on p.entry_id = e.id
        where e.source_kind = 'invoice_finalized' and e.source_id = i.id and p.account in ('revenue', 'tax_payable')) x on true
      where i.finalized_at is not null and i.finalized_at < ${settled} and i.deleted_at is null and i.total_minor <> coalesce(-x.booked, 0)`,
  },
  {
    name: 'payouts-clear',
    title: 'Every payout is what it carried',
    contradictions: `select p.id || ' is ' || p.amount_minor || ' and carried ' || sum(t.net_minor) as detail from payouts p
      join balance_transactions t on t.payout_id = p.id and t.id <> p.balance_transaction_id
      where p.reconciliation_status = 'completed' and :now::timestamptz is not null group by p.id having sum(t.net_minor) <> p.amount_minor`,
  },
  {
    name: 'payouts-arrived',
    title: 'Every payout that arrived is at the bank',
    contradictions: `select p.id || ' arrived and is booked ' || coalesce(x.booked, 0) || ' of ' || p.amount_minor as detail from payouts p
      left join lateral (select sum(b.amount_minor) as booked from journal_entries e join postings b on b.entry_id = e.id and b.account = 'bank'
        where e.source_kind = 'payout_paid' and e.source_id = p.id) x on true
      where p.paid_at is not null and p.paid_at < ${settled} and p.deleted_at is null and coalesce(x.booked, 0) <> p.amount_minor`,
  },
  {
    name: 'audit-intact',
    title: 'The audit chain is intact',
    contradictions: `select coalesce(v.problem, 'entry ' || v.broken_entry_id || ' does not fit') as detail
      from (select problem, broken_entry_id from audit_verifications order by id desc limit 1) v
      where (v.problem is not null or v.broken_entry_id is not null) and :now::timestamptz is not null`,
  },
  {
    name: 'mrr-adds-up',
    title: 'The movements of MRR add up to the MRR, and to where each supplier stands',
    contradictions: `select a.supplier_id || ' has ' || a.net_minor || ', movements say ' || coalesce(m.total, 0) as detail from mrr_accounts a
      left join (select supplier_id, sum(amount_minor) as total from mrr_movements where in_net group by supplier_id) m on m.supplier_id = a.supplier_id
      where a.missing_rate is null and a.net_minor <> coalesce(m.total, 0) and :now::timestamptz is not null
      union all
      select a.supplier_id || ' stands at ' || coalesce(s.mrr_minor, 0) || ', movements say ' || a.net_minor from mrr_accounts a join suppliers s on s.id = a.supplier_id
      where a.missing_rate is null and a.net_minor <> coalesce(s.mrr_minor, 0) and a.computed_at < ${settled} and coalesce(a.next_change_at > :now::timestamptz, true)
        and not exists (select 1 from recompute_marks k where k.kind = 'mrr' and k.supplier_id = a.supplier_id)
        and not exists (select 1 from success_events e where e.supplier_id = a.supplier_id and e.type = 'supplier.standing_changed' and e.occurred_at > ${settled})`,
  },
];
