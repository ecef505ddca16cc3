import type { Act, BranchQuestion, PlaybookStep } from './steps.ts';

/** A step as the engine walks it: what comes after is on it, whatever branch it stands in. */
export type FlowStep =
  | { readonly does: 'act'; readonly act: Act; readonly next: string | null }
  | { readonly does: 'wait'; readonly hours: number; readonly event: string | null; readonly next: string | null }
  | { readonly does: 'ask'; readonly question: BranchQuestion; readonly yes: string | null; readonly no: string | null }
  | { readonly does: 'stop' };

/** Steps by id, and where to begin; null is the end. */
export type Flow = { readonly first: string | null; readonly steps: ReadonlyMap<string, FlowStep> };

/** Lays nested steps out so that every step knows its successor. */
export function flowOf(steps: readonly PlaybookStep[]): Flow {
  const laid = new Map<string, FlowStep>();
  return { first: lay(steps, null, laid), steps: laid };
}

/** Lays a row of steps that goes on at `after` when it ends. @returns where the row begins */
function lay(steps: readonly PlaybookStep[], after: string | null, laid: Map<string, FlowStep>): string | null {
  return steps.reduceRight<string | null>((next, step) => {
    laid.set(step.id, flowStepOf(step, next, laid));
    return step.id;
  }, after);
}

function flowStepOf(step: PlaybookStep, next: string | null, laid: Map<string, FlowStep>): FlowStep {
  if (step.kind === 'stop') return { does: 'stop' };
  if (step.kind === 'wait') return { does: 'wait', hours: step.hours, event: null, next };
  if (step.kind === 'wait_for') return { does: 'wait', hours: step.hours, event: step.event, next };
  if (step.kind === 'branch')
    return { does: 'ask', question: step.when, yes: lay(step.yes, next, laid), no: lay(step.no, next, laid) };
  return { does: 'act', act: step, next };
}
