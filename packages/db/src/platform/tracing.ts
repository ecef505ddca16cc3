import type { OpenSpan, SpanStart, Tracing } from './span.ts';

const unrecorded: OpenSpan = { note: () => undefined, forget: () => undefined };

/** One a process, like its log: spans follow the call through layers that should not have to carry a tracer. */
let tracing: Tracing | null = null;

/** Starts to send traces over OTLP/HTTP; without an endpoint nothing is even loaded. @returns what stops it */
export async function startTracing({
  service,
  endpoint,
}: {
  service: string;
  endpoint: string | null;
}): Promise<() => Promise<void>> {
  if (endpoint === null) return async () => undefined;
  const { openTelemetry } = await import('./open-telemetry.ts');
  const started = openTelemetry({ service, endpoint });
  tracing = started;
  return () => {
    tracing = null;
    return started.stop();
  };
}

export function isTracing(): boolean {
  return tracing !== null;
}

/** Does the work as a span of the trace it belongs to. Facts are names, ids and counts: never what somebody wrote. */
export function traced<T>(start: SpanStart, work: (span: OpenSpan) => Promise<T>): Promise<T> {
  return tracing === null ? work(unrecorded) : tracing.run(start, work);
}
