import { createHash } from 'node:crypto';
import pg from 'pg';
import { drive, type Call, type LoadResult } from './support/load.ts';
import { benchDatabase, startApi, startFloor } from './support/product.ts';

const suppliers = 100_000;
const callsPerRound = 5_000;
/** Rounds alternate, so that whatever else the machine does falls on both alike; the first two warm both up. */
const rounds = 7;
const warmUpRounds = 2;
const connections = 16;
const secret = 'wsbo_benchmark-of-no-other-use';

/** What a supplier may do, asked by the host application, against the least that could answer; both read the same PostgreSQL in turn. */
export async function run(): Promise<void> {
  const database = await benchDatabase();
  await fill(database.url);
  const floor = await startFloor('bench/support/floor-entitlements.mjs', { DATABASE_URL: database.url });
  const api = await startApi(database.url);
  try {
    const pairs: Pair[] = [];
    for (let round = 0; round < warmUpRounds + rounds; round += 1) {
      const pair = {
        floor: await drive(floor.origin, calls(round), connections),
        api: await drive(api.origin, calls(round), connections),
      };
      if (round >= warmUpRounds) pairs.push(pair);
    }
    report(pairs);
  } finally {
    await api.stop();
    await floor.stop();
    await database.stop();
  }
}

type Pair = { readonly floor: LoadResult; readonly api: LoadResult };

function report(pairs: readonly Pair[]): void {
  const median = (pick: (pair: Pair) => number) => middle(pairs.map(pick));
  const failures = pairs.reduce((sum, { api, floor }) => sum + api.failures + floor.failures, 0);
  console.log(
    `entitlements, ${suppliers} suppliers, ${connections} connections: p99 ${median(({ api }) => api.p99Ms).toFixed(1)} ms against a floor of ${median(({ floor }) => floor.p99Ms).toFixed(1)} ms, ratio ${median(({ api, floor }) => api.p99Ms / floor.p99Ms).toFixed(2)}; p50 ${median(({ api }) => api.p50Ms).toFixed(1)} ms (floor ${median(({ floor }) => floor.p50Ms).toFixed(1)} ms); ${median(({ api }) => api.requestsPerSecond).toFixed(0)} answers/s (floor ${median(({ floor }) => floor.requestsPerSecond).toFixed(0)}); failures ${failures}`,
  );
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Suppliers spread over the table, in an order that no cache follows. */
function calls(round: number): Call[] {
  return Array.from({ length: callsPerRound }, (_, index) => ({
    method: 'GET',
    path: `/api/entitlements/host-${((index + round * callsPerRound) * 7_919) % suppliers}`,
    headers: { authorization: `Bearer ${secret}` },
  }));
}

async function fill(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(
    `insert into suppliers (id, external_id, business_name, vendor_type, region, country, time_zone, currency, signed_up_at)
     select 'sup_' || n, 'host-' || n, 'Studio ' || n, 'photographer', 'london', 'GB', 'Europe/London', 'GBP', now() from generate_series(0, $1::int - 1) n`,
    [suppliers],
  );
  await client.query(
    `insert into entitlements (supplier_id, access, plan_code, because, overrides)
     select 'sup_' || n, 'full', (array['starter', 'professional', 'scale', 'enterprise'])[1 + n % 4], 'The subscription is running.',
       case when n % 10 = 0 then '[{"id":"ovr_1","kind":"feature","key":"reports","limitValue":null,"expiresAt":"2030-01-01T00:00:00Z"}]'::jsonb else '[]'::jsonb end
     from generate_series(0, $1::int - 1) n`,
    [suppliers],
  );
  await client.query(
    `insert into service_tokens (id, name, scopes, created_by) values ('tok_bench', 'bench', array['entitlements'], 'bench')`,
  );
  const hash = createHash('sha256').update(secret).digest();
  await client.query(`insert into service_token_secrets (token_id, hash, hint) values ('tok_bench', $1, 'use')`, [
    hash,
  ]);
  await client.query('vacuum analyze');
  await client.end();
}
