import type { Reader, Writer } from '@wedsync/db/platform';
import type { Permission } from '@wedsync/domain/platform';
import type { z } from 'zod';
import type { RequestContext } from './services.ts';

/** What will happen, in lines a person reads before confirming. */
export type ActionPreview = {
  readonly lines: readonly { readonly label: string; readonly value: string }[];
  readonly warnings: readonly string[];
  readonly data?: Readonly<Record<string, unknown>>;
};

/** The facts a decision rests on, gathered fresh each time it is asked for: at preview, at request and again at execution. */
export type Assessment = {
  readonly supplierId: string | null;
  /** Money moved, for limits that add up over a day; null when none is. */
  readonly amount: { readonly amountMinor: number; readonly currency: string } | null;
  /** Null when the actor may do it alone. */
  readonly approval: { readonly permission: Permission; readonly why: string } | null;
  /** Any text that changes when the facts change; a confirmation made against older facts is refused. */
  readonly fingerprint: string;
  readonly preview: ActionPreview;
};

export type RunReference = {
  readonly id: string;
  readonly requestedBy: string;
  readonly requestedByName: string;
  readonly approvedBy: string | null;
  /** Why it was asked for; the actor of the transaction may be a second person with words of their own. */
  readonly reason: string | null;
};

/** What an action knows besides its target and input; `runId` is null until a run is on record. */
export type ActionContext = RequestContext & {
  readonly runId: string | null;
  readonly findAction: (name: string) => AnyAction | undefined;
};

/** Whether the action makes sense for a record as it stands, before any input is known. */
export type Availability =
  { readonly allowed: true; readonly needsApproval?: boolean } | { readonly allowed: false; readonly why: string };

/** `running` when the worker has still to act; it reports the end by itself. */
export type ActionOutcome = {
  readonly state: 'succeeded' | 'running';
  readonly result?: Readonly<Record<string, unknown>>;
};

/**
 * One thing a person can do to a record. The engine in access runs every action the same way: permission, idempotency, assessment,
 * second person, re-assessment, effect, audit. `assess` throws a named error when the action is impossible now.
 */
export type ActionDefinition<Input> = {
  readonly resource: string;
  readonly verb: string;
  readonly title: string;
  readonly description: string;
  readonly danger: boolean;
  readonly reasonRequired: boolean;
  /** May be asked of many records in one call; each is assessed, limited and recorded by itself. */
  readonly bulk?: true;
  /** Something leaves for a customer: done to many at once, a second person agrees first. */
  readonly sendsMail?: true;
  /** Of more records than this nobody asks alone: they ask for all that match, and a second person agrees. */
  readonly aloneUpTo?: number;
  readonly input: z.ZodType<Input>;
  /** Fields of the input whose values the audit trail keeps; of the others it keeps that they were given, for it cannot forget. Never free text. */
  readonly auditedInputs?: readonly string[];
  /** Fields of the input that are used and then forgotten: the record of the run leaves them out. Such an action cannot wait for approval. */
  readonly secretInputs?: readonly string[];
  /** Fields of the result that only the first answer shows, and no record keeps. */
  readonly secretResults?: readonly string[];
  readonly assess: (reader: Reader, target: string, input: Input, context: ActionContext) => Promise<Assessment>;
  readonly perform: (
    writer: Writer,
    target: string,
    input: Input,
    context: ActionContext,
    run: RunReference,
  ) => Promise<ActionOutcome>;
  /** Left out when the record's state never rules the action out. */
  readonly available?: (reader: Reader, target: string, context: ActionContext) => Promise<Availability>;
};

export type AnyAction = {
  readonly name: string;
  readonly permission: Permission;
  readonly definition: Omit<ActionDefinition<unknown>, 'assess' | 'perform'>;
  /** Parses the input and binds it, so nothing downstream handles unparsed input. */
  bind(input: unknown): BoundAction;
};

export type BoundAction = {
  readonly input: unknown;
  assess(reader: Reader, target: string, context: ActionContext): Promise<Assessment>;
  perform(writer: Writer, target: string, context: ActionContext, run: RunReference): Promise<ActionOutcome>;
};

export function defineAction<Input>(definition: ActionDefinition<Input>): AnyAction {
  return {
    name: `${definition.resource}.${definition.verb}`,
    permission: `${definition.resource}:${definition.verb}`,
    definition,
    bind(raw) {
      const input = definition.input.parse(raw);
      return {
        input,
        assess: (reader, target, context) => definition.assess(reader, target, input, context),
        perform: (writer, target, context, run) => definition.perform(writer, target, input, context, run),
      };
    },
  };
}
