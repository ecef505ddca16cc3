import type { MonitoredFigure } from '../churn/monitored.ts';
import type { Effect } from './effect.ts';

export const successStates = ['healthy', 'warning', 'critical', 'unknown'] as const;
export type SuccessState = (typeof successStates)[number];

/** How playbooks do over a period. */
export type InterventionCounts = {
  /** The goal, treated against held out; only those whose time has passed. */
  readonly goal: Effect;
  /** Messages that left, and of these those that did not come back. */
  readonly sent: number;
  readonly arrived: number;
  readonly engaged: number;
};

export type InterventionSuccess = InterventionCounts & {
  /** Share of the treated that met the goal; the naive figure. */
  readonly goalShare: number | null;
  readonly deliveredShare: number | null;
  readonly engagedShare: number | null;
  readonly state: SuccessState;
  readonly why: string;
};

const healthyFrom = 0.6;
const warningFrom = 0.4;
/** Fewer arriving than this says that something is broken, whatever the goals. */
const fewestArriving = 0.9;

/**
 * Judges the success of interventions: by the share of the treated that met their goal (healthy from 60 %, warning from 40 %), as asked; but a share that lies
 * below that of those held out is critical however high it is, and letters that do not arrive are a warning.
 */
export function interventionSuccessOf(counts: InterventionCounts): InterventionSuccess {
  const share = (part: number, whole: number) => (whole === 0 ? null : part / whole);
  const { goal, sent, arrived, engaged } = counts;
  const goalShare = share(goal.treated.successes, goal.treated.n);
  const deliveredShare = share(arrived, sent);
  const engagedShare = share(engaged, sent);
  return { ...counts, goalShare, deliveredShare, engagedShare, ...judged(goal, goalShare, deliveredShare) };
}

/** For the monitors of the house: the share of the treated that met their goal, and the most that treatment can have added to it. */
export function monitoredSuccess({ goal, goalShare, why }: InterventionSuccess): MonitoredFigure[] {
  const { treated, heldOut, uplift } = goal;
  const most = uplift?.interval.high ?? null;
  return [
    { monitor: 'intervention-success', value: goalShare, sample: treated.n, note: why },
    { monitor: 'intervention-effect', value: most, sample: Math.min(treated.n, heldOut.n), note: why },
  ];
}

function judged(
  { uplift }: Effect,
  goalShare: number | null,
  deliveredShare: number | null,
): Pick<InterventionSuccess, 'state' | 'why'> {
  if (goalShare === null) return { state: 'unknown', why: 'Nobody has been judged yet.' };
  if (uplift !== null && uplift.interval.high < 0)
    return { state: 'critical', why: 'Those held out meet the goal more often than those treated.' };
  if (goalShare < warningFrom) return { state: 'critical', why: `Fewer than ${percent(warningFrom)} meet the goal.` };
  if (goalShare < healthyFrom) return { state: 'warning', why: `Fewer than ${percent(healthyFrom)} meet the goal.` };
  if (deliveredShare !== null && deliveredShare < fewestArriving)
    return { state: 'warning', why: `Fewer than ${percent(fewestArriving)} of messages arrive.` };
  return { state: 'healthy', why: `At least ${percent(healthyFrom)} meet the goal.` };
}

const percent = (share: number) => `${Math.round(share * 100)} %`;
