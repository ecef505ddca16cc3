import type { EventPayload, EventType } from '@wedsync/domain/events';
import { formatMoney } from '@wedsync/domain/platform';
import type { Writer } from '../../platform/index.ts';
import { tellStory } from '../../suppliers/index.ts';
import type { CaseRow } from './dunning-cases.repository.ts';

/** What is told of cases. */
export type CaseEventType =
  Exclude<Extract<EventType, `dunning.${string}`>, 'dunning.ours'> | 'collection_request.settled';

export type CaseNews = {
  readonly type: CaseEventType;
  readonly title: string;
  readonly at: Date;
  readonly actorName?: string;
  /** Tells two entries of one case apart; the same one is told once. */
  readonly key: string;
  /** What is told beyond the debt. */
  readonly detail?: Partial<Omit<EventPayload<'dunning.opened'>, 'caseId' | 'invoiceId' | 'amountMinor' | 'currency'>>;
};

/** Tells screens, the outbox and the supplier's timeline what happened in a case. */
export async function tellOfCase(
  writer: Writer,
  { id, supplierId, invoiceId, currency, amountMinor }: CaseTold,
  { type, title, at, actorName = 'Dunning', key, detail = {} }: CaseNews,
): Promise<void> {
  const payload = { caseId: id, invoiceId, amountMinor, currency, ...detail };
  await tellStory(
    writer,
    { type, supplierId, resource: 'dunning-cases', resourceId: id, summary: title, payload, occurredAt: at },
    { kind: 'dunning', actorName, source: 'dunning', sourceId: `${id}:${key}` },
  );
}

export type CaseTold = Pick<CaseRow, 'id' | 'supplierId' | 'invoiceId' | 'currency' | 'amountMinor'>;

/** What is owed, in words. */
export function owedIn({ amountMinor, currency }: Pick<CaseRow, 'amountMinor' | 'currency'>): string {
  return formatMoney({ amountMinor, currency });
}
