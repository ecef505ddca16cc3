import type { z } from 'zod';
import { accessEventKinds } from '../access/event-kinds.ts';
import { billingEventKinds } from '../billing/event-kinds.ts';
import { connectorEventKinds } from '../connectors/event-kinds.ts';
import { deliveryEventKinds } from '../delivery/event-kinds.ts';
import type { EventKind } from '../platform/index.ts';
import { operationsEventKinds } from '../operations/event-kinds.ts';
import { platformEventKinds } from '../platform/event-kinds.ts';
import { privacyEventKinds } from '../privacy/event-kinds.ts';
import { revenueEventKinds } from '../revenue/event-kinds.ts';
import { successEventKinds } from '../success/event-kinds.ts';
import { supplierEventKinds } from '../suppliers/event-kinds.ts';

/** Every event the house tells, one line a capability, from the ground up. */
export const eventKindsByCapability = {
  platform: platformEventKinds,
  access: accessEventKinds,
  suppliers: supplierEventKinds,
  privacy: privacyEventKinds,
  connectors: connectorEventKinds,
  delivery: deliveryEventKinds,
  billing: billingEventKinds,
  revenue: revenueEventKinds,
  success: successEventKinds,
  operations: operationsEventKinds,
} satisfies Readonly<Record<string, Readonly<Record<string, EventKind>>>>;

const eventKinds = {
  ...platformEventKinds,
  ...accessEventKinds,
  ...supplierEventKinds,
  ...privacyEventKinds,
  ...connectorEventKinds,
  ...deliveryEventKinds,
  ...billingEventKinds,
  ...revenueEventKinds,
  ...successEventKinds,
  ...operationsEventKinds,
};
type EventKinds = typeof eventKinds;

export type EventType = keyof EventKinds;
/** What an event of this type tells, in its present version. */
export type EventPayload<Type extends EventType> = z.infer<EventKinds[Type]['payload']>;

const kindsByType: ReadonlyMap<string, EventKind> = new Map(Object.entries(eventKinds));

/** What is declared of a type of event; undefined when nothing is. */
export function eventKindOf(type: string): EventKind | undefined {
  return kindsByType.get(type);
}

/** The version in which events of this type are told now; 1 for a type that is not declared. */
export function presentVersion(type: string): number {
  return (eventKindOf(type)?.former.length ?? 0) + 1;
}

/** Why an event may not be told: its type is not declared, or it tells something else than declared. @returns null when it may */
export function whyUnfit(type: string, payload: unknown): string | null {
  const kind = eventKindOf(type);
  if (kind === undefined) return `No event of type ${type} is declared.`;
  const read = kind.payload.safeParse(payload);
  return read.success ? null : problemsIn(read.error);
}

function problemsIn({ issues }: z.ZodError): string {
  return issues
    .map(({ path, message }) => [path.join('.'), message].filter((part) => part !== '').join(': '))
    .join('; ');
}

/** What a stored event of an earlier version tells, read as the present version. */
export function asPresentVersion(
  type: string,
  version: number,
  payload: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const later = eventKindOf(type)?.former.slice(version - 1) ?? [];
  return later.reduce<Readonly<Record<string, unknown>>>((told, { upcast }) => upcast(told), payload);
}
