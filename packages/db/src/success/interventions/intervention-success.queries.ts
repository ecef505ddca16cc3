import { DAY_MS, plusMs } from '@wedsync/domain/platform';
import { effectOf, interventionSuccessOf, type InterventionSuccess } from '@wedsync/domain/success';
import type { Reader } from '../../platform/index.ts';
import { doneStates, reachedStates } from './act-cost.ts';
import { newestInterventionPolicy } from './intervention-policies.repository.ts';
import { countedSql } from './intervention-outcomes.queries.ts';

type Counts = {
  readonly treated: number;
  readonly treatedMet: number;
  readonly heldOut: number;
  readonly heldOutMet: number;
  readonly sent: number;
  readonly arrived: number;
  readonly engaged: number;
};

/** So far back goals that came due, and messages that left, count. */
const lookBackDays = 90;

/** How interventions do now: goals that came due within the look-back, against who was held out; whether messages arrive, and are noticed. */
export async function interventionSuccess(reader: Reader, now: Date): Promise<InterventionSuccess> {
  const { smallestEffect } = await newestInterventionPolicy(reader);
  const since = plusMs(now, -lookBackDays * DAY_MS);
  const found: { rows: Counts[] } = await reader.sql.raw(query, { since, now });
  const [counts = nothing] = found.rows;
  const { treated, treatedMet, heldOut, heldOutMet, ...sent } = counts;
  const goal = effectOf({ n: treated, successes: treatedMet }, { n: heldOut, successes: heldOutMet }, smallestEffect);
  return interventionSuccessOf({ goal, ...sent });
}

const nothing: Counts = { treated: 0, treatedMet: 0, heldOut: 0, heldOutMet: 0, sent: 0, arrived: 0, engaged: 0 };

const query = `
select goals.*, acts.* from (
  select count(*) filter (where o.arm = 'treated')::int as treated, count(*) filter (where o.arm = 'treated' and o.goal_met)::int as "treatedMet",
    count(*) filter (where o.arm = 'held_out')::int as "heldOut", count(*) filter (where o.arm = 'held_out' and o.goal_met)::int as "heldOutMet"
  from intervention_outcomes o
  where o.goal_met is not null and ${countedSql} and o.goal_due_at > :since::timestamptz
) goals
cross join (
  select count(*)::int as sent, count(*) filter (where i.state in ${reachedStates})::int as arrived, count(*) filter (where i.state = 'engaged')::int as engaged
  from interventions i where i.kind in ('email', 'sms', 'in_app') and i.state in ${doneStates} and i.sent_at > :since::timestamptz and i.sent_at <= :now::timestamptz
) acts`;
