import { createHmac } from 'node:crypto';
import { drive, type Call, type LoadResult } from './support/load.ts';
import { benchDatabase, startApi, startFloor, webhookSecret } from './support/product.ts';

const eventsPerRound = 2_500;
/** Rounds alternate, so that whatever else the machine does falls on both alike; the first two warm both up. */
const rounds = 7;
const warmUpRounds = 2;
const target = { ratioAt8: 0.8, p99MsAt32: 150 };

/** Verify and store a signed Stripe event, against the least that could do so; both write to the same PostgreSQL in turn. */
export async function run(): Promise<void> {
  const database = await benchDatabase();
  const floor = await startFloor('bench/support/floor-intake.mjs', {
    DATABASE_URL: database.url,
    STRIPE_WEBHOOK_SECRET: webhookSecret,
  });
  const api = await startApi(database.url);
  try {
    for (const connections of [8, 32]) {
      const pairs: Pair[] = [];
      for (let round = 0; round < warmUpRounds + rounds; round += 1) {
        const pair = {
          floor: await drive(floor.origin, calls(`floor_${connections}_${round}`), connections),
          api: await drive(api.origin, calls(`api_${connections}_${round}`), connections),
        };
        if (round >= warmUpRounds) pairs.push(pair);
      }
      report(connections, pairs);
    }
  } finally {
    await api.stop();
    await floor.stop();
    await database.stop();
  }
}

type Pair = { readonly floor: LoadResult; readonly api: LoadResult };

function report(connections: number, pairs: readonly Pair[]): void {
  const median = (pick: (pair: Pair) => number) => middle(pairs.map(pick));
  const ratio = median(({ floor, api }) => api.requestsPerSecond / floor.requestsPerSecond);
  const p99Ms = median(({ api }) => api.p99Ms);
  const failures = pairs.reduce((sum, { api }) => sum + api.failures, 0);
  const met = failures === 0 && (connections === 8 ? ratio >= target.ratioAt8 : p99Ms < target.p99MsAt32);
  const wanted = connections === 8 ? `ratio >= ${target.ratioAt8}` : `p99 < ${target.p99MsAt32} ms`;
  console.log(
    `intake, ${connections} connections: ${median(({ api }) => api.requestsPerSecond).toFixed(0)} events/s against a floor of ${median(({ floor }) => floor.requestsPerSecond).toFixed(0)}; ratio ${ratio.toFixed(2)}; p99 ${p99Ms.toFixed(0)} ms (floor ${median(({ floor }) => floor.p99Ms).toFixed(0)} ms); failures ${failures}; target ${wanted} ${met ? 'met' : 'MISSED'}`,
  );
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function calls(prefix: string): Call[] {
  const time = Math.floor(Date.now() / 1_000);
  return Array.from({ length: eventsPerRound }, (_, index) => {
    const body = JSON.stringify(chargeEvent(`evt_${prefix}_${index}`, time));
    const signature = createHmac('sha256', webhookSecret).update(`${time}.${body}`).digest('hex');
    return {
      method: 'POST',
      path: '/api/webhooks/stripe',
      headers: { 'content-type': 'application/json', 'stripe-signature': `t=${time},v1=${signature}` },
      body,
    };
  });
}

/** About the size of a real charge event. */
function chargeEvent(id: string, created: number): object {
  const object = {
    id: id.replace('evt', 'ch'),
    object: 'charge',
    amount: 5_880,
    currency: 'gbp',
    customer: 'cus_bench',
    created,
    status: 'succeeded',
    paid: true,
    billing_details: {
      address: { city: 'Leeds', country: 'GB', line1: '1 High Street', postal_code: 'LS1 1AA' },
      email: 'hello@studio.example',
      name: 'Studio',
    },
    payment_method_details: {
      type: 'card',
      card: {
        brand: 'visa',
        country: 'GB',
        exp_month: 4,
        exp_year: 2030,
        fingerprint: 'fp_bench',
        funding: 'debit',
        last4: '4242',
        network: 'visa',
      },
    },
    metadata: { note: 'x'.repeat(900) },
  };
  return {
    id,
    object: 'event',
    api_version: '2026-10-28.endive',
    created,
    livemode: false,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type: 'charge.succeeded',
    data: { object },
  };
}
