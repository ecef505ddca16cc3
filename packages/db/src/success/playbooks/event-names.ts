import { isProductEventName, productEventKinds, type ProductEventName } from '@wedsync/domain/connectors';
import { eventKindOf } from '@wedsync/domain/events';
import { allSteps, type PlaybookDefinition } from '@wedsync/domain/success';

/** Whether a name is one that only the product reports: what the house tells itself counts as the house tells it, whoever else uses the name. */
export function isProductOnly(name: string): name is ProductEventName {
  return isProductEventName(name) && eventKindOf(name) === undefined;
}

/** What a definition waits for that neither the house tells nor the product reports: it would wait for ever. Nothing is wrong when empty. */
export function neverHappening({ trigger, steps, goal }: PlaybookDefinition): readonly string[] {
  const awaited = allSteps(steps).flatMap((step) => (step.kind === 'wait_for' ? [step.event] : []));
  const named = [
    ...(trigger.kind === 'event' ? [trigger.event] : []),
    ...awaited,
    ...('event' in goal ? [goal.event] : []),
  ];
  const unknown = named.filter((name) => !isProductEventName(name) && eventKindOf(name) === undefined);
  return [...new Set(unknown)].map((name) => `Nothing called ${name} ever happens.`);
}

/** Names under which both the house tells and the product reports: events of the product by these names are not counted a second time. */
export const toldByHouse = Object.keys(productEventKinds).filter((name) => !isProductOnly(name));
