/** An action of the registry as GET /api/actions lists it. */
export type ActionDefinition = {
  readonly name: string;
  readonly resource: string;
  readonly verb: string;
  readonly title: string;
  readonly danger: boolean;
  readonly inputSchema: JsonSchema;
  readonly reasonRequired: boolean;
  readonly permission: string;
  /** May be asked of many records at once. */
  readonly bulk: boolean;
  /** More records than this are asked for as all that match, and a second person agrees. */
  readonly aloneUpTo?: number;
};

/** What one record offers the signed-in person right now. */
export type RecordAction = {
  readonly verb: string;
  readonly title: string;
  readonly allowed: boolean;
  readonly why?: string;
  readonly needsApproval?: boolean;
};

/** What running an action would do; `token` ties the run to exactly this preview. */
export type ActionPreview = {
  readonly token: string;
  readonly lines: readonly { readonly label: string; readonly value: string }[];
  readonly warnings: readonly string[];
  readonly approval: { readonly role: string; readonly why: string } | null;
  readonly data: Readonly<Record<string, unknown>>;
};

export type ActionRunState =
  'requested' | 'awaiting_approval' | 'approved' | 'running' | 'succeeded' | 'failed' | 'rejected' | 'expired';

export type ActionRun = {
  readonly id: string;
  readonly state: ActionRunState;
  /** `words` tell people what became of it, where an action says so itself. */
  readonly result?: Readonly<Record<string, unknown>> | null;
} & Readonly<Record<string, unknown>>;

/** Names one action on one record. */
export type ActionTarget = { readonly resource: string; readonly id: string; readonly verb: string };

/** One action on many records of a list. */
export type BulkTarget = { readonly resource: string; readonly verb: string; readonly ids: readonly string[] };

/** What became of each; records are independent of each other. */
export type BulkOutcome = {
  readonly succeeded: readonly { readonly id: string; readonly words: string | null }[];
  readonly awaitingApproval: readonly { readonly id: string; readonly approvalId: string }[];
  readonly failed: readonly { readonly id: string; readonly error: string }[];
};

/** One action on everything a list shows under a filter: checked, then started. */
export type MatchingTarget = {
  readonly resource: string;
  readonly verb: string;
  readonly filter: Readonly<Record<string, unknown>>;
};

/** One action on all that match: where it stands, and how many of its records stand where. */
export type BulkRunStanding = {
  readonly id: string;
  readonly title: string;
  readonly state: 'checking' | 'ready' | 'running' | 'done' | 'cancelled' | 'failed';
  readonly total: number;
  readonly counts: Readonly<
    Partial<Record<'unchecked' | 'allowed' | 'refused' | 'succeeded' | 'awaiting_approval' | 'failed', number>>
  >;
  readonly amounts: readonly { readonly amountMinor: number; readonly currency: string }[];
  readonly waitingEach: number;
  readonly secondPerson: string | null;
  readonly refusals: readonly { readonly why: string; readonly count: number }[];
  readonly error: string | null;
  readonly startedAt: string | null;
};

export type ActionInput = Readonly<Record<string, unknown>>;

/** The part of JSON Schema that action inputs use. */
export type JsonSchema = {
  readonly type?: string | readonly string[];
  readonly title?: string;
  readonly description?: string;
  readonly format?: string;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
};
