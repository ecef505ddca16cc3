import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isTracing, startTracing, traced } from './tracing.ts';

type Sent = {
  readonly name: string;
  readonly kind: number;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly status: { readonly code?: number; readonly message?: string };
  readonly links: readonly { readonly traceId: string }[];
  readonly attributes: readonly { readonly key: string; readonly value: unknown }[];
};

const requestId = 'req_0193a5c0ffee7abc8def0123456789ab';
const traceId = requestId.slice(4);

/** As small as a collector can be: it takes what is posted to /v1/traces. */
const received: Sent[] = [];
const collector = createServer((req, res) => {
  const chunks: Buffer[] = [];
  req.on('data', (chunk: Buffer) => chunks.push(chunk));
  req.on('end', () => {
    const body: { resourceSpans: { scopeSpans: { spans: Sent[] }[] }[] } = JSON.parse(Buffer.concat(chunks).toString());
    if (req.url === '/v1/traces')
      received.push(...body.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)));
    res.setHeader('content-type', 'application/json').end('{}');
  });
});

const spanOf = (name: string) => {
  const span = received.find((sent) => sent.name === name);
  if (span === undefined) throw new Error(`No span ${name} among ${received.map((sent) => sent.name).join(', ')}`);
  return span;
};

beforeAll(async () => {
  await traced({ name: 'before anybody listens' }, async () => undefined);
  collector.listen(0, '127.0.0.1');
  await once(collector, 'listening');
  const address = collector.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const stop = await startTracing({ service: 'test', endpoint: `http://127.0.0.1:${port}/` });
  const calledBy = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
  await traced({ name: 'GET charges', kind: 'server', requestId, calledBy }, () =>
    traced({ name: 'action charges.refund', facts: { target: 'ch_1' } }, async () => undefined),
  );
  await traced({ name: 'job of it', requestId }, () =>
    traced({ name: 'message email', kind: 'client' }, async (span) => span.note({ outcome: 'sent' })),
  );
  await traced({ name: 'an idle look' }, async (span) => span.forget());
  await traced({ name: 'a failure' }, () =>
    Promise.reject(new TypeError('Bearer abc.def refused rose@studio.example')),
  ).catch(() => undefined);
  await stop();
});
afterAll(() => collector.close());

describe('traces', () => {
  test('of a request carry its id, so whoever quotes it is found', () => {
    expect(spanOf('GET charges')).toMatchObject({ traceId, spanId: traceId.slice(16), kind: 2 });
    expect(spanOf('GET charges').parentSpanId ?? '').toBe('');
  });

  test('hold what was done inside a request beneath it', () => {
    expect(spanOf('action charges.refund')).toMatchObject({ traceId, parentSpanId: spanOf('GET charges').spanId });
    expect(spanOf('action charges.refund').attributes).toContainEqual({
      key: 'target',
      value: { stringValue: 'ch_1' },
    });
  });

  test('reach the job that follows a request, and what the job sends', () => {
    expect(spanOf('job of it')).toMatchObject({ traceId, parentSpanId: spanOf('GET charges').spanId });
    expect(spanOf('message email')).toMatchObject({ traceId, parentSpanId: spanOf('job of it').spanId, kind: 3 });
  });

  test('are linked to the caller’s and never part of them', () => {
    expect(spanOf('GET charges').links.map((link) => link.traceId)).toEqual(['4bf92f3577b34da6a3ce929d0e0e4736']);
  });

  test('say what kind of thing failed, and nothing of what it said', () => {
    const { status, attributes } = spanOf('a failure');
    expect(status).toEqual({ code: 2 });
    expect(attributes).toEqual([{ key: 'error.type', value: { stringValue: 'TypeError' } }]);
  });

  test('tell nothing of idle looks, nor of what came before they were asked for', () => {
    expect(received.map(({ name }) => name)).not.toContain('an idle look');
    expect(received.map(({ name }) => name)).not.toContain('before anybody listens');
  });

  test('end when they are stopped', () => {
    expect(isTracing()).toBe(false);
  });
});

test('a collector that is away holds up neither work nor stopping', async () => {
  const stop = await startTracing({ service: 'test', endpoint: 'http://127.0.0.1:9' });
  expect(await traced({ name: 'work' }, async () => 42)).toBe(42);
  const startedAt = performance.now();
  await stop();
  expect(performance.now() - startedAt).toBeLessThan(4_000);
});
