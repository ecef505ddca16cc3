import { limits } from '@wedsync/domain/platform';
import type { Knex } from 'knex';

/** When a destination is left alone, and for how long. */
export type BreakerRule = { readonly failures: number; readonly windowSeconds: number; readonly restSeconds: number };

export const defaultBreakerRule: BreakerRule = { failures: 5, windowSeconds: 60, restSeconds: 30 };

/** `trusted`: it worked all along, so that a success is no news. */
export type Admission =
  { readonly admitted: true; readonly trusted: boolean } | { readonly admitted: false; readonly retryAt: Date };

/**
 * Asks whether a destination may be called now. All processes share the answer through the database: after `restSeconds` exactly one caller is let
 * through as a probe; a probe that never reports back is replaced after another rest.
 */
export async function admitCall(pool: Knex, destination: string, rule = defaultBreakerRule): Promise<Admission> {
  const rest = `? * interval '1 s'`;
  const [row]: { state: string; retryAt: Date | null }[] = await pool('breakers')
    .where({ destination })
    .select({ state: 'state', retryAt: pool.raw(`coalesce(probe_at, opened_at) + ${rest}`, [rule.restSeconds]) });
  if (row === undefined || row.state === 'closed') return { admitted: true, trusted: true };
  const probing: number = await pool('breakers')
    .where({ destination })
    .whereNot({ state: 'closed' })
    .whereRaw(`coalesce(probe_at, opened_at) + ${rest} <= clock_timestamp()`, [rule.restSeconds])
    .update({ state: 'half_open', probe_at: pool.raw('clock_timestamp()'), updated_at: pool.raw('clock_timestamp()') });
  return probing === 1 ? { admitted: true, trusted: false } : { admitted: false, retryAt: row.retryAt ?? new Date() };
}

/** Whether a destination is left alone now. Asking is no probe. */
export async function isResting(pool: Knex, destination: string, rule = defaultBreakerRule): Promise<boolean> {
  const resting: unknown = await pool('breakers')
    .where({ destination })
    .whereNot({ state: 'closed' })
    .whereRaw(`coalesce(probe_at, opened_at) + ? * interval '1 s' > clock_timestamp()`, [rule.restSeconds])
    .first('destination');
  return resting !== undefined;
}

/** A destination that rested answered: it is trusted again. */
export async function reportSuccess(pool: Knex, destination: string): Promise<void> {
  await pool('breakers')
    .where({ destination })
    .whereNot({ state: 'closed' })
    .update({
      state: 'closed',
      failures: pool.raw(`'{}'`),
      opened_at: null,
      probe_at: null,
      updated_at: pool.raw('clock_timestamp()'),
    });
}

/** The destination failed: enough failures within the window open the breaker, and a failed probe opens it again. @returns true when it is open now */
export async function reportFailure(
  pool: Knex,
  destination: string,
  error: string,
  rule = defaultBreakerRule,
): Promise<boolean> {
  const text = error.slice(0, limits.maxErrorTextChars);
  const result: { rows: { state: string }[] } = await pool.raw(
    `insert into breakers (destination, failures, last_error, state, opened_at)
     values (:destination, array[clock_timestamp()], :text, case when :limit <= 1 then 'open' else 'closed' end, case when :limit <= 1 then clock_timestamp() end)
     on conflict (destination) do update set
       failures = recent.instants, last_error = excluded.last_error, updated_at = clock_timestamp(), probe_at = null,
       state = case when breakers.state <> 'closed' or cardinality(recent.instants) >= :limit then 'open' else 'closed' end,
       opened_at = case when breakers.state <> 'closed' or cardinality(recent.instants) >= :limit then clock_timestamp() else breakers.opened_at end
     returning state`.replaceAll('recent.instants', recentFailures),
    { destination, text, limit: rule.failures, window: rule.windowSeconds },
  );
  return result.rows[0]?.state === 'open';
}

/** Failures still inside the window, with the new one. */
const recentFailures = `(array(select f from unnest(breakers.failures) f where f > clock_timestamp() - :window * interval '1 s') || clock_timestamp())`;

export type BreakerState = {
  readonly destination: string;
  readonly state: 'closed' | 'open' | 'half_open';
  readonly recentFailures: number;
  readonly openedAt: Date | null;
  readonly lastError: string | null;
  readonly updatedAt: Date;
};

export async function listBreakers(sql: Knex): Promise<BreakerState[]> {
  return sql('breakers')
    .orderBy('destination')
    .select({
      destination: 'destination',
      state: 'state',
      recentFailures: sql.raw('cardinality(failures)'),
      openedAt: 'opened_at',
      lastError: 'last_error',
      updatedAt: 'updated_at',
    });
}
