import { findAddressee, queueLetter, raiseAlert, settleAlerts } from '@wedsync/db/delivery';
import type { StoredSuccessEvent, Writer } from '@wedsync/db/platform';
import { isNews, messageRules, type MessageRule } from '@wedsync/domain/delivery';
import type { Consumer, WorkerServices } from '../platform/index.ts';
import { writeToColleague } from './write-to-colleague.ts';

/** Turns events into letters and alerts by the rows of messageRules. Applied twice, it still tells once. */
export const tellPeople: Consumer = {
  name: 'tell-people',
  description:
    'Writes to suppliers and invited colleagues and alerts the team when something happened that they should hear of.',
  types: [...new Set(messageRules.map(({ eventType }) => eventType))],
  batchSize: 50,
  replay: {
    kind: 'refuses',
    why: 'It writes to suppliers and the team. What it told stays told once by the key of its rule and event; what it missed is run again from its dead letter.',
  },
  apply: async (writer, events, services) => {
    for (const event of events) {
      // An imported past is told to nobody.
      if (!isNews(event.occurredAt, services.clock.now())) continue;
      for (const rule of messageRules) if (rule.eventType === event.type) await follow(writer, event, rule, services);
    }
  },
};

function follow(
  writer: Writer,
  event: StoredSuccessEvent,
  rule: MessageRule,
  services: WorkerServices,
): Promise<unknown> {
  switch (rule.kind) {
    case 'letter':
      return write(writer, event, rule, services);
    case 'alert':
      return alert(writer, event, rule, services);
    case 'over':
      return settle(writer, event, rule, services);
    case 'invitation':
      return writeToColleague(writer, event, services);
  }
}

type LetterRule = Extract<MessageRule, { kind: 'letter' }>;
type AlertRule = Extract<MessageRule, { kind: 'alert' }>;
type EndRule = Extract<MessageRule, { kind: 'over' }>;

async function write(
  writer: Writer,
  event: StoredSuccessEvent,
  rule: LetterRule,
  { clock, uuids }: WorkerServices,
): Promise<void> {
  if (event.supplierId === null) return;
  const addressee = await findAddressee(writer, event.supplierId);
  if (addressee === undefined || addressee.email === null) return;
  const dedupKey = `${rule.name}:${event.resourceId}`;
  const letter = { template: rule.template, data: event.payload ?? {}, addressee, dedupKey };
  await queueLetter(writer, letter, { now: clock.now(), uuids });
}

async function alert(
  writer: Writer,
  event: StoredSuccessEvent,
  rule: AlertRule,
  { uuids }: WorkerServices,
): Promise<void> {
  const subject = rule.about === 'supplier' ? event.supplierId : recordOf(event);
  await raiseAlert(
    writer,
    {
      type: rule.alertType,
      dedupKey: `${rule.name}:${subject ?? event.resourceId}`,
      supplierId: event.supplierId,
      detail: event.summary,
      resource: event.resource,
      resourceId: event.resourceId,
      path: pathOf(event, rule),
      eventId: event.id,
      at: event.occurredAt,
    },
    uuids,
  );
}

/** Resolves the alert that another rule raised about the same record. */
function settle(writer: Writer, event: StoredSuccessEvent, { ends }: EndRule, { clock }: WorkerServices) {
  return settleAlerts(writer, { dedupKeys: [`${ends}:${recordOf(event)}`], note: event.summary }, clock.now());
}

function recordOf({ resource, resourceId }: StoredSuccessEvent): string {
  return `${resource}/${resourceId}`;
}

function pathOf(event: StoredSuccessEvent, rule: AlertRule): string {
  if (rule.about === 'supplier' && event.supplierId !== null) return `/suppliers/${event.supplierId}/show`;
  return `/${event.resource}/${encodeURIComponent(event.resourceId)}/show`;
}
