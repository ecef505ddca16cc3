import { findCase, lockCase, tellOfCase, type CaseEventType, type CaseRow } from '@wedsync/db/billing';
import type { Reader, Writer } from '@wedsync/db/platform';
import { CaseClosed } from '@wedsync/domain/billing';
import { defineError, NotFound } from '@wedsync/domain/platform';
import type { z } from 'zod';
import {
  defineAction,
  type ActionContext,
  type ActionPreview,
  type AnyAction,
  type RunReference,
} from '../../platform/index.ts';

type CaseAction<Input> = {
  readonly verb: string;
  /** How the house hears of it. */
  readonly tells: CaseEventType;
  readonly title: string;
  readonly description: string;
  readonly reasonRequired: boolean;
  readonly danger?: boolean;
  readonly input: z.ZodType<Input>;
  /** What will happen, or a named error when it cannot. */
  readonly preview: (
    reader: Reader,
    row: CaseRow,
    input: Input,
    context: ActionContext,
  ) => Promise<ActionPreview['lines']>;
  /** Does it; `running` when the worker finishes it. The title is what the case's story says. */
  readonly perform: (
    writer: Writer,
    row: CaseRow,
    input: Input,
    context: ActionContext,
    run: RunReference,
  ) => Promise<{ readonly title: string; readonly state?: 'running' }>;
  /** Why it makes no sense now; null when it does. Closed cases allow nothing anyway. */
  readonly whyNot?: (reader: Reader, row: CaseRow, context: ActionContext) => Promise<string | null>;
};

const NotOffered = defineError('conflict', 'not-offered', (p: { why: string }) => p.why);

/** One thing to do about an open case: found fresh, told on the supplier's timeline under the name of who did it. */
export function defineCaseAction<Input>(action: CaseAction<Input>): AnyAction {
  const { verb, title, description, reasonRequired, danger = false, input } = action;
  return defineAction<Input>({
    resource: 'dunning-cases',
    verb,
    title,
    description,
    danger,
    reasonRequired,
    input,
    available: async (reader, id, context) => {
      const row = await findCase(reader, id);
      if (row === undefined) return { allowed: false, why: `There is no dunning case ${id}.` };
      if (row.state !== 'open') return { allowed: false, why: CaseClosed({ state: row.state }).message };
      const why = (await action.whyNot?.(reader, row, context)) ?? null;
      return why === null ? { allowed: true } : { allowed: false, why };
    },
    assess: async (reader, id, given, context) => {
      const row = stillOpen(await findCase(reader, id), id);
      const lines = await action.preview(reader, row, given, context);
      const why = (await action.whyNot?.(reader, row, context)) ?? null;
      if (why !== null) throw NotOffered({ why });
      return {
        supplierId: row.supplierId,
        amount: null,
        approval: null,
        fingerprint: `${row.state} ${row.version}`,
        preview: { lines, warnings: [] },
      };
    },
    perform: async (writer, id, given, context, run) => {
      // Held until the end, for the worker acts on cases, too.
      const row = stillOpen(await lockCase(writer, id), id);
      const done = await action.perform(writer, row, given, context, run);
      await tellOfCase(writer, row, {
        type: action.tells,
        title: done.title,
        at: context.clock.now(),
        actorName: writer.actor.name,
        key: run.id,
      });
      return { state: done.state ?? 'succeeded' };
    },
  });
}

function stillOpen(row: CaseRow | undefined, id: string): CaseRow {
  if (row === undefined) throw NotFound({ what: 'dunning case', id });
  if (row.state !== 'open') throw CaseClosed({ state: row.state });
  return row;
}
