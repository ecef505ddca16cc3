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

/** The same, by type. */
export const eventKinds = {
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
