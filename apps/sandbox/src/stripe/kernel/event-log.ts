import { apiVersion } from '../api-version.ts';
import type { StripeEvent, StripeObject, StripeReply } from '../contract.ts';
import type { BaseRecord, Noun, RecordsByNoun } from '../records/index.ts';
import { previousAttributes } from './previous-attributes.ts';
import { Table } from './table.ts';
import { nounOfId } from './tables.ts';

export interface RequestFacts {
  readonly id: string | null;
  readonly idempotency_key: string | null;
}

/** The record versions an event is about, or an answer without a record (the balance, an upcoming invoice). */
export type EventSubject =
  { readonly noun: Noun; readonly row: BaseRecord; readonly before?: BaseRecord } | { readonly reply: StripeReply };

/** Kept compact; rendered when somebody reads it. */
export interface StoredEvent extends BaseRecord {
  readonly type: string;
  readonly request: RequestFacts;
  readonly subject: EventSubject;
}

export interface EventLog {
  readonly table: Table<StoredEvent>;
  append(event: Omit<StoredEvent, 'request'>): void;
  render(event: StoredEvent): StripeEvent;
  listen(listener: (event: StripeEvent) => void): void;
  /** Hands what was emitted since to the listeners; called between operations, never in the middle of one. */
  deliver(): void;
  /** Whose doing the next events are. */
  setRequest(request: RequestFacts): void;
}

export const noRequest: RequestFacts = { id: null, idempotency_key: null };

type Wire = <N extends Noun>(noun: N, row: RecordsByNoun[N]) => StripeObject;

/** Keeps the newest `retention` events, in the order they were emitted. */
export function createEventLog(retention: number, wire: Wire): EventLog {
  const table = new Table<StoredEvent>([]);
  const listeners: ((event: StripeEvent) => void)[] = [];
  let undelivered: StoredEvent[] = [];
  let delivering = false;
  let request = noRequest;
  const render = (event: StoredEvent): StripeEvent => ({
    id: event.id,
    object: 'event',
    api_version: apiVersion,
    created: event.created,
    data: renderData(event.subject, wire),
    livemode: false,
    pending_webhooks: 1,
    request: event.request,
    type: event.type,
  });
  return {
    table,
    append(event) {
      const stored = table.insert({ ...event, request });
      table.keepNewest(retention);
      if (listeners.length > 0) undelivered.push(stored);
    },
    render,
    listen: (listener) => void listeners.push(listener),
    deliver() {
      if (delivering) return;
      delivering = true;
      try {
        while (undelivered.length > 0) {
          const batch = undelivered;
          undelivered = [];
          for (const stored of batch) {
            const event = render(stored);
            for (const listener of listeners) listener(event);
          }
        }
      } finally {
        delivering = false;
      }
    },
    setRequest: (facts) => {
      request = facts;
    },
  };
}

function renderData(subject: EventSubject, wire: Wire): StripeEvent['data'] {
  if ('reply' in subject) return { object: subject.reply };
  const object = renderRow(subject.noun, subject.row, wire);
  if (subject.before === undefined) return { object };
  return { object, previous_attributes: previousAttributes(renderRow(subject.noun, subject.before, wire), object) };
}

function renderRow(noun: Noun, row: BaseRecord, wire: Wire): StripeObject {
  if (!isRowOf(noun, row)) throw new Error(`${row.id} is no ${noun}`);
  return wire(noun, row);
}

function isRowOf<N extends Noun>(noun: N, row: BaseRecord): row is RecordsByNoun[N] {
  return nounOfId(row.id) === noun;
}
