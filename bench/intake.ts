import { createHmac } from 'node:crypto';
import { drive, type Call, type LoadResult } from './support/load.ts';
import { benchDatabase, startApi, startFloor, webhookSecret } from './support/product.ts';

const eventsPerRound = 6_000;
const rounds = 3;

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
      const pairs: { floor: LoadResult; api: LoadResult }[] = [];
      for (let round = 0; round <= rounds; round += 1) {
        const pair = {
          floor: await drive(floor.origin, calls(`floor_${connections}_${round}`), connections),
          api: await drive(api.origin, calls(`api_${connections}_${round}`), connections),
        };
        // The first round warms both up.
        if (round > 0) pairs.push(pair);
      }
      report(connections, pairs);
    }
  } finally {
    await api.stop();
    await floor.stop();
    await database.stop();
  }
}

function report(connections: number, pairs: readonly { floor: LoadResult; api: LoadResult }[]): void {
  const ratios = pairs
    .map(({ floor, api }) => api.requestsPerSecond / floor.requestsPerSecond)
    .toSorted((a, b) => a - b);
  const middle = pairs[Math.floor(pairs.length / 2)];
  if (middle === undefined) return;
  const { floor, api } = middle;
  console.log(
    `intake, ${connections} connections: ${api.requestsPerSecond.toFixed(0)} events/s against a floor of ${floor.requestsPerSecond.toFixed(0)}; ratio ${ratios.map((ratio) => ratio.toFixed(2)).join(' / ')}; p99 ${api.p99Ms.toFixed(0)} ms (floor ${floor.p99Ms.toFixed(0)} ms); failures ${api.failures}`,
  );
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
