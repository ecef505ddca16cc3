import type { PlaybookTrigger, ScoreTrigger } from './playbook.ts';
import { passesMark } from './playbook.ts';

/** A fact as triggers see it. */
export type TriggerFact = {
  readonly id: number;
  readonly type: string;
  readonly supplierId: string | null;
  readonly resourceId: string;
  readonly payload?: Readonly<Record<string, unknown>>;
};

/** The events that tell of a score, with `before` and `after` in their payload; churn is told as a probability. */
const scoreEvents: Readonly<Record<string, { readonly score: 'health' | 'churn'; readonly scale: number }>> = {
  'health.changed': { score: 'health', scale: 1 },
  'health.dropped_to_at_risk': { score: 'health', scale: 1 },
  'churn.changed': { score: 'churn', scale: 100 },
};

/** Whether a fact fires a trigger. A schedule is fired by the clock alone. */
export function fires(trigger: PlaybookTrigger, fact: TriggerFact): boolean {
  switch (trigger.kind) {
    case 'event':
      return nameOf(fact) === trigger.event;
    case 'segment':
      return fact.type === 'segment.entered' && fact.resourceId === trigger.segmentId;
    case 'score':
      return passes(trigger, fact);
    case 'schedule':
      return false;
  }
}

/** What a supplier did in the product goes by the name under which it was reported. */
function nameOf({ type, payload }: TriggerFact): unknown {
  return type === 'product.reported' ? payload?.name : type;
}

function passes(trigger: ScoreTrigger, { type, payload = {} }: TriggerFact): boolean {
  const told = scoreEvents[type];
  if (told?.score !== trigger.score) return false;
  const scaled = (value: unknown) => (typeof value === 'number' ? value * told.scale : null);
  return passesMark(trigger, scaled(payload.before), scaled(payload.after));
}
