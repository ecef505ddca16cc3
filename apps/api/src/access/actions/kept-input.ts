import type { ActionRun } from '@wedsync/domain/access';
import { mayDo, type Principal } from '@wedsync/domain/platform';
import type { AnyAction } from '../../platform/index.ts';

const given = '(given)';

/** What the audit trail learns of an action's input: that fields were given, and the values of those the action lists; it could never forget the others. */
export function auditedInput({ definition }: AnyAction, input: unknown): Record<string, unknown> {
  return withheld(fieldsOf(input), definition.auditedInputs ?? []);
}

/** Free text and people's names in what was asked: for who asked, and for who may see contacts in full. */
export function withoutWords(run: ActionRun, principal: Principal): ActionRun {
  if (run.requestedBy === principal.id || mayDo(principal, 'contacts:reveal')) return run;
  return { ...run, input: withheld(run.input, []), result: run.result && withheld(run.result, plainIn(run.result)) };
}

function withheld(fields: Readonly<Record<string, unknown>>, kept: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, kept.includes(name) ? value : given]));
}

/** A whole record in a result holds whatever it holds; ids, numbers and states say nothing of anybody. */
function plainIn(result: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(result).filter((name) => typeof result[name] !== 'object');
}

function fieldsOf(input: unknown): Readonly<Record<string, unknown>> {
  return typeof input === 'object' && input !== null ? { ...input } : {};
}
