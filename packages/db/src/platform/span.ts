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
