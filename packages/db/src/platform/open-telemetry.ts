import {
  context,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Context,
  type Link,
  type Span,
  type SpanContext,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider, RandomIdGenerator } from '@opentelemetry/sdk-trace-node';
import type { SpanStart, Tracing } from './span.ts';

type Ids = { readonly traceId: string; readonly spanId: string };

const kinds = { server: SpanKind.SERVER, client: SpanKind.CLIENT, internal: SpanKind.INTERNAL } as const;
const sendTimeoutMs = 2_000;

/** Spans by the official SDK, sent in batches to `<endpoint>/v1/traces`. A collector that is away costs spans, never work. */
export function openTelemetry({ service, endpoint }: { service: string; endpoint: string }): Tracing {
  const ids = promisedIds();
  const exporter = new OTLPTraceExporter({
    url: `${endpoint.replace(/\/+$/, '')}/v1/traces`,
    timeoutMillis: sendTimeoutMs,
  });
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.namespace': 'wedsync', 'service.name': service }),
    spanProcessors: [new BatchSpanProcessor(exporter)],
    idGenerator: ids,
  });
  provider.register();
  const tracer = provider.getTracer('wedsync');

  const open = (start: SpanStart): { span: Span; around: Context } => {
    const own = start.requestId == null ? null : idsOf(start.requestId);
    const parent = start.kind === 'server' ? ROOT_CONTEXT : own === null ? context.active() : following(own);
    const settings = {
      kind: kinds[start.kind ?? 'internal'],
      attributes: start.facts ?? {},
      links: linksTo(start.calledBy),
    };
    const span = ids.promise(start.kind === 'server' ? own : null, () =>
      tracer.startSpan(start.name, settings, parent),
    );
    return { span, around: trace.setSpan(parent, span) };
  };
  return {
    async run(start, work) {
      const { span, around } = open(start);
      let kept = true;
      const handle = { note: span.setAttributes.bind(span), forget: () => (kept = false) };
      try {
        return await context.with(around, () => work(handle));
      } catch (error) {
        fail(span, error);
        throw error;
      } finally {
        // A span that never ends is never sent.
        if (kept) span.end();
      }
    },
    stop: () => Promise.race([provider.shutdown().catch(() => undefined), afterMs(sendTimeoutMs)]),
  };
}

/** The first span of a request carries ids made from the request's, so whoever knows the request finds its trace, and jobs their parent. */
function promisedIds() {
  const random = new RandomIdGenerator();
  let promised: Ids | null = null;
  return {
    generateTraceId: () => promised?.traceId ?? random.generateTraceId(),
    generateSpanId: () => promised?.spanId ?? random.generateSpanId(),
    promise<T>(ids: Ids | null, start: () => T): T {
      promised = ids;
      try {
        return start();
      } finally {
        promised = null;
      }
    },
  };
}

/** A request id holds a UUID: as many bits as a trace id has. Ids of other making belong to no trace. */
function idsOf(requestId: string): Ids | null {
  const hex = /^req_([0-9a-f]{32})$/.exec(requestId)?.[1];
  return hex === undefined ? null : { traceId: hex, spanId: hex.slice(16) };
}

function following(ids: Ids): Context {
  return trace.setSpanContext(ROOT_CONTEXT, { ...ids, traceFlags: TraceFlags.SAMPLED, isRemote: true });
}

function linksTo(traceparent: string | undefined): Link[] {
  const [, traceId, spanId] = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/.exec(traceparent ?? '') ?? [];
  if (traceId === undefined || spanId === undefined) return [];
  const caller: SpanContext = { traceId, spanId, traceFlags: TraceFlags.NONE, isRemote: true };
  return [{ context: caller }];
}

/** What an error says may be what somebody wrote, or whom it is about: the log keeps that, found by the request's id. */
function fail(span: Span, error: unknown): void {
  span.setStatus({ code: SpanStatusCode.ERROR });
  span.setAttribute('error.type', typeOf(error));
}

function typeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? `${error.name} ${error.code}` : error.name;
}

function afterMs(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
