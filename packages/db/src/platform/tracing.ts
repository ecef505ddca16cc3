export type SpanFacts = Readonly<Record<string, string | number | boolean>>;

export type SpanStart = {
  readonly name: string;
  /** Work that follows a request belongs to its trace, in whichever process and however much later. */
  readonly requestId?: string | null;
  /** `server` opens the trace of its request; `client` waits for somebody outside the house. */
  readonly kind?: 'server' | 'client' | 'internal';
  /** The `traceparent` a caller sent: its trace is linked, never joined, for callers are not trusted to name ours. */
  readonly calledBy?: string | undefined;
  readonly facts?: SpanFacts;
};

export type OpenSpan = {
  note(facts: SpanFacts): void;
  /** Nothing worth telling happened. */
  forget(): void;
};

/** What stands between the house and whatever collects its traces. */
export type Tracing = {
  run<T>(start: SpanStart, work: (span: OpenSpan) => Promise<T>): Promise<T>;
  /** Hands over what is still here, as far as somebody takes it. */
  stop(): Promise<void>;
};

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
