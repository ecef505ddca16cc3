/** An action of the registry as GET /api/actions lists it. */
export type ActionDefinition = {
  readonly name: string;
  readonly resource: string;
  readonly verb: string;
  readonly title: string;
  readonly danger: boolean;
  readonly inputSchema: JsonSchema;
  readonly reasonRequired: boolean;
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

export type ActionRun = { readonly id: string; readonly state: ActionRunState } & Readonly<Record<string, unknown>>;

/** Names one action on one record. */
export type ActionTarget = { readonly resource: string; readonly id: string; readonly verb: string };

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
