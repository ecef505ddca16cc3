import {
  countDashboard,
  dashboardHistory,
  failedPaymentsFrom,
  type DashboardCounts,
  type DashboardDay,
} from '@wedsync/db/success';
import { calendarDate, DAY_MS, mayDo, type Actor, type Principal } from '@wedsync/domain/platform';
import {
  dashboardSchema,
  healthBands,
  recentEventSchema,
  riskBands,
  type Dashboard,
  type DashboardFigure,
} from '@wedsync/domain/success';
import { z } from 'zod';
import { defineDoor, type ApiServices, type Door } from '../platform/index.ts';
import { recentEvents } from './recent-events.ts';
import { shareCounts } from './share-counts.ts';

const maxScopes = 500;
const historyDays = 90;

type Counted = { readonly at: Date; readonly counts: DashboardCounts; readonly history: readonly DashboardDay[] };

/** The home page: each sees the figures whose rows they may see. */
export const dashboardDoors: readonly Door[] = [
  defineDoor({
    method: 'get',
    path: '/dashboard',
    summary: 'The figures of the home page within one’s scope, each with its definition',
    permission: null,
    response: dashboardSchema,
    prepare(services) {
      const counted = countByScope(services);
      return async ({ actor, principal }) => present(await counted(actor), principal);
    },
  }),
  defineDoor({
    method: 'get',
    path: '/dashboard/recent',
    summary: 'The last things that happened and that one may hear of, newest first',
    permission: null,
    response: z.array(recentEventSchema),
    answer: recentEvents,
  }),
];

/** Everybody with the same scope sees the same counts, so they are counted once for all of them who ask at a time. */
function countByScope({ store, clock }: ApiServices): (actor: Actor) => Promise<Counted> {
  const scopes = new Map<string, () => Promise<Counted>>();
  const count = (actor: Actor): Promise<Counted> =>
    store.read(actor, async (reader) => {
      const at = clock.now();
      const since = calendarDate(new Date(at.getTime() - historyDays * DAY_MS));
      return { at, counts: await countDashboard(reader, at), history: await dashboardHistory(reader, since) };
    });
  const sharedBy = (actor: Actor) => {
    if (scopes.size >= maxScopes) scopes.clear();
    const shared = shareCounts(() => count(actor));
    scopes.set(scopeKey(actor), shared);
    return shared;
  };
  return (actor) => (scopes.get(scopeKey(actor)) ?? sharedBy(actor))();
}

function scopeKey({ id, scope }: Actor): string {
  return scope.kind === 'own' ? `own ${id}` : JSON.stringify(scope);
}

type FigureRule = Omit<DashboardFigure, 'value' | 'history' | 'to'> & {
  /** Who may not see the rows behind a figure does not see the figure. */
  readonly permission: `${string}:${string}`;
  /** A page that says more than the rows do, for those who may see it. */
  readonly explainedAt?: { readonly permission: `${string}:${string}`; readonly to: string };
  /** The rows it counts, no more and no fewer. */
  readonly rows: (countedAt: Date) => string;
  readonly value: (counts: DashboardCounts) => number;
  readonly past: (day: DashboardDay) => number | null;
};

const atRisk = (counts: DashboardCounts) => counts.groups.filter(({ band }) => riskBands.includes(band));
const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);

/** The figures, a row each, in the order they are shown. */
const figureRules: readonly FigureRule[] = [
  {
    key: 'mrr',
    label: 'MRR now',
    kind: 'money',
    currency: 'GBP',
    permission: 'subscriptions:list',
    definition: 'What all subscriptions bring in a month at this moment, after discounts, in pounds.',
    formula: 'sum of effective MRR of every supplier, other currencies at the rate of the day the service period began',
    source: 'Subscriptions mirrored from the payment provider',
    rows: () => listPath('suppliers', {}, 'mrrMinor'),
    explainedAt: { permission: 'mrr-movements:list', to: '/revenue' },
    rising: 'good',
    value: ({ groups }) => sum(groups.map((group) => group.mrrMinor)),
    past: (day) => day.mrrMinor,
  },
  {
    key: 'activeSuppliers',
    label: 'Paying suppliers',
    kind: 'count',
    currency: null,
    permission: 'suppliers:list',
    definition: 'Suppliers with a subscription that is active or past due.',
    formula: 'count of suppliers whose lifecycle is active or past due',
    source: 'Subscriptions mirrored from the payment provider',
    rows: () => listPath('suppliers', { lifecycle: ['active', 'past_due'] }),
    rising: 'good',
    value: ({ groups }) => sum(groups.filter(({ paying }) => paying).map(({ suppliers }) => suppliers)),
    past: (day) => day.suppliers,
  },
  {
    key: 'atRisk',
    label: 'Suppliers at risk',
    kind: 'count',
    currency: null,
    permission: 'health-scores:list',
    definition: 'Suppliers whose health is at risk or critical.',
    formula: 'count of suppliers with a health of 59 or less',
    source: 'Health scores',
    rows: () => listPath('health-scores', { band: riskBands }),
    rising: 'bad',
    value: (counts) => sum(atRisk(counts).map(({ suppliers }) => suppliers)),
    past: (day) => day.atRisk,
  },
  {
    key: 'atRiskMrr',
    label: 'MRR at risk',
    kind: 'money',
    currency: 'GBP',
    permission: 'health-scores:list',
    definition: 'Monthly revenue of the suppliers whose health is at risk or critical, in pounds.',
    formula: 'sum of effective MRR of suppliers with a health of 59 or less',
    source: 'Health scores and subscriptions',
    rows: () => listPath('health-scores', { band: riskBands }, 'mrrMinor'),
    rising: 'bad',
    value: (counts) => sum(atRisk(counts).map(({ mrrMinor }) => mrrMinor)),
    past: (day) => day.atRiskMrrMinor,
  },
  {
    key: 'approvalsWaiting',
    label: 'Approvals waiting',
    kind: 'count',
    currency: null,
    permission: 'approvals:list',
    definition: 'Requests that wait for a second person.',
    formula: 'count of approvals that are awaiting approval',
    source: 'Approvals',
    rows: () => listPath('approvals', { state: ['awaiting_approval'] }),
    rising: 'neutral',
    value: ({ approvalsWaiting }) => approvalsWaiting,
    past: () => null,
  },
  {
    key: 'tasksDue',
    label: 'Tasks due',
    kind: 'count',
    currency: null,
    permission: 'tasks:list',
    definition: 'Open tasks due today or earlier.',
    formula: 'count of open tasks with a due day up to today',
    source: 'Tasks',
    rows: (at) => listPath('tasks', { status: ['open'], dueOn_lte: calendarDate(at) }),
    rising: 'neutral',
    value: ({ tasksDue }) => tasksDue,
    past: () => null,
  },
  {
    key: 'failedPayments',
    label: 'Failed payments, 7 days',
    kind: 'count',
    currency: null,
    permission: 'charges:list',
    definition:
      'Attempts to collect that failed in the last seven days, today among them; several may be about one invoice.',
    formula: 'count of failed charges created today or on the six days before',
    source: 'Charges mirrored from the payment provider',
    rows: (at) => listPath('charges', { status: ['failed'], createdFrom: failedPaymentsFrom(at) }),
    rising: 'bad',
    value: ({ failedPayments }) => failedPayments,
    past: () => null,
  },
];

/** The address of the list behind a figure, highest first when it names a sort. */
function listPath(
  resource: string,
  filter: Readonly<Record<string, string | readonly string[]>>,
  sort?: string,
): string {
  const query = new URLSearchParams({ filter: JSON.stringify(filter), ...(sort ? { sort, order: 'DESC' } : {}) });
  return `/${resource}?${query.toString()}`;
}

function present({ at, counts, history }: Counted, principal: Principal): Dashboard {
  return {
    asOf: at.toISOString(),
    figures: figureRules
      .filter(({ permission }) => mayDo(principal, permission))
      .map(({ permission: _permission, explainedAt, rows, value, past, ...figure }) => ({
        ...figure,
        to: explainedAt !== undefined && mayDo(principal, explainedAt.permission) ? explainedAt.to : rows(at),
        value: value(counts),
        history: history.flatMap((day) => {
          const known = past(day);
          return known === null ? [] : [{ day: day.day, value: known }];
        }),
      })),
    bands: [...healthBands, 'unknown' as const].map((band) => {
      const own = counts.groups.filter((group) => group.band === band && !group.gone);
      return { band, suppliers: sum(own.map((one) => one.suppliers)), mrrMinor: sum(own.map((one) => one.mrrMinor)) };
    }),
    gone: sum(counts.groups.filter((group) => group.gone).map(({ suppliers }) => suppliers)),
    mrrByCurrency: byCurrency(counts),
  };
}

function byCurrency({ groups }: DashboardCounts): Dashboard['mrrByCurrency'] {
  const paying = groups.filter((group) => group.paying);
  return [...new Set(paying.map(({ currency }) => currency))].sort().map((currency) => {
    const own = paying.filter((group) => group.currency === currency);
    return { currency, suppliers: sum(own.map((one) => one.suppliers)), mrrMinor: sum(own.map((one) => one.mrrMinor)) };
  });
}
