import { reportingDay, seasonOf, type MrrView, type ViewedMovement } from '@wedsync/domain/revenue';
import { rowsByColumn, type Column, type Reader, type Writer } from '../platform/index.ts';

/** A supplier as an account: how its MRR moved, and when it will move without anybody saying so. */
export type MrrAccount = {
  readonly supplierId: string;
  /** Null while there is no rate to tell them in: what was published stays. */
  readonly movements: readonly ViewedMovement[] | null;
  readonly missingRate: string | null;
  readonly nextChangeAt: Date | null;
};

/** Keeps since when each supplier pays and what its movements add up to; of those without a rate only that. */
export async function keepAccounts({ sql }: Writer, accounts: readonly MrrAccount[], now: Date): Promise<void> {
  const rows = rowsByColumn(columns, accounts);
  await sql.raw(
    `insert into mrr_accounts as a (${rows.names}, computed_at) select ${rows.values}, ?::timestamptz from ${rows.sql}
     on conflict (supplier_id) do update set missing_rate = excluded.missing_rate, next_change_at = excluded.next_change_at, computed_at = excluded.computed_at,
       ${following.map((name) => `${name} = case when excluded.missing_rate is null then excluded.${name} else a.${name} end`).join(', ')}`,
    [now, ...rows.bindings],
  );
}

const columns: Readonly<Record<string, Column<MrrAccount>>> = {
  supplier_id: ['text', ({ supplierId }) => supplierId],
  cohort: ['date', (account) => monthBegun(account, (month) => `${month}-01`)],
  season: ['text', (account) => monthBegun(account, seasonOf)],
  net_minor: ['bigint', (account) => total(account, 'net')],
  committed_minor: ['bigint', (account) => total(account, 'committed')],
  stripe_minor: ['bigint', (account) => total(account, 'stripe')],
  missing_rate: ['text', ({ missingRate }) => missingRate],
  next_change_at: ['timestamptz', ({ nextChangeAt }) => nextChangeAt],
};

/** What follows from the movements, and stays as it was while they cannot be told. */
const following = ['cohort', 'season', 'net_minor', 'committed_minor', 'stripe_minor'] as const;

function monthBegun({ movements }: MrrAccount, told: (month: string) => string): string | null {
  const first = movements?.find(({ type, views }) => type === 'new' && views.includes('net'));
  return first === undefined ? null : told(reportingDay(first.effectiveAt).slice(0, 7));
}

function total({ movements }: MrrAccount, view: MrrView): number {
  return (movements ?? []).reduce((sum, { views, amountMinor }) => (views.includes(view) ? sum + amountMinor : sum), 0);
}

/** Suppliers whose MRR the passing of time has changed by now. */
export async function suppliersDue({ sql }: Reader, now: Date, limit: number): Promise<string[]> {
  const rows: { supplierId: string }[] = await sql('mrr_accounts')
    .select({ supplierId: 'supplier_id' })
    .where('next_change_at', '<=', now)
    .orderBy('next_change_at')
    .limit(limit);
  return rows.map(({ supplierId }) => supplierId);
}
