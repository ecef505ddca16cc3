import { calendarDate, DAY_MS, dayBounds, type RecordScope } from '@wedsync/domain/platform';
import type { HealthBand } from '@wedsync/domain/success';
import type { Reader } from '../platform/index.ts';

export type StandingGroup = {
  readonly band: HealthBand;
  readonly currency: string;
  readonly paying: boolean;
  /** The last subscription has ended: nobody asks how such a supplier is doing. */
  readonly gone: boolean;
  readonly suppliers: number;
  readonly mrrMinor: number;
};

export type DashboardCounts = {
  readonly groups: readonly StandingGroup[];
  readonly approvalsWaiting: number;
  readonly tasksDue: number;
  readonly failedPayments: number;
};

export type DashboardDay = {
  readonly day: string;
  readonly suppliers: number | null;
  readonly mrrMinor: number | null;
  readonly atRisk: number;
  readonly atRiskMrrMinor: number | null;
};

const failedPaymentDays = 7;

/** The first day that counts for failed payments; with today it is a week, in whole days as lists filter by. */
export function failedPaymentsFrom(now: Date): string {
  return calendarDate(new Date(now.getTime() - (failedPaymentDays - 1) * DAY_MS));
}

/** What the dashboard counts, as the actor may see it. One pass over suppliers; the rest are index ranges. */
export async function countDashboard(reader: Reader, now: Date): Promise<DashboardCounts> {
  const groups = await reader.sql.raw<{ rows: StandingGroup[] }>(
    `select health_band as band, currency, lifecycle in ('active', 'past_due') as paying, lifecycle = 'cancelled' as gone, count(*)::int as suppliers, sum(mrr_minor)::bigint as "mrrMinor"
       from suppliers group by 1, 2, 3, 4`,
  );
  const counts = await reader.sql.raw<{ rows: Omit<DashboardCounts, 'groups'>[] }>(
    `select (select count(*)::int from approvals where state = 'awaiting_approval') as "approvalsWaiting",
       (select count(*)::int from tasks where status = 'open' and due_on <= :today) as "tasksDue",
       (select count(*)::int from charges where status = 'failed' and created_at >= :since) as "failedPayments"`,
    { today: calendarDate(now), since: dayBounds(failedPaymentsFrom(now)).start },
  );
  const rest = counts.rows[0] ?? { approvalsWaiting: 0, tasksDue: 0, failedPayments: 0 };
  return { groups: groups.rows, ...rest };
}

/** The dashboard's figures of past days, as far as the actor's scope can be told from them. */
export async function dashboardHistory(reader: Reader, since: string): Promise<DashboardDay[]> {
  const rows = reader
    .sql('dashboard_days')
    .where('day', '>=', since)
    .groupBy('day')
    .orderBy('day')
    .select('day')
    .select(
      reader.sql
        .raw(`sum(suppliers)::int as suppliers, sum(mrr_minor)::bigint as "mrrMinor", sum(at_risk)::int as "atRisk",
        sum(at_risk_mrr_minor)::bigint as "atRiskMrrMinor"`),
    );
  return limitTo(rows, reader.actor.scope, reader.actor.id);
}

function limitTo<
  T extends { where(column: string, value: string): T; whereIn(column: string, values: readonly string[]): T },
>(rows: T, scope: RecordScope, actorId: string): T {
  switch (scope.kind) {
    case 'all':
      return rows;
    case 'region':
      return rows.whereIn('region', scope.regions);
    case 'own':
      return rows.where('owner_id', actorId);
    case 'supplier':
      return rows.whereIn('day', []);
  }
}
