import { formatMoney } from '@wedsync/domain/platform';
import { emitEvents, type Writer } from '../../platform/index.ts';
import { addTimelineEntry } from '../../suppliers/index.ts';
import type { CaseRow } from './dunning-cases.repository.ts';

export type CaseNews = {
  /** Past tense, such as "dunning.restricted". */
  readonly type: string;
  readonly title: string;
  readonly at: Date;
  readonly actorName?: string;
  /** Tells two entries of one case apart; the same one is told once. */
  readonly key: string;
  readonly detail?: Readonly<Record<string, unknown>>;
};

/** Tells screens, the outbox and the supplier's timeline what happened in a case. */
export async function tellOfCase(
  writer: Writer,
  { id, supplierId, invoiceId, currency, amountMinor }: CaseTold,
  { type, title, at, actorName = 'Dunning', key, detail = {} }: CaseNews,
): Promise<void> {
  const payload = { caseId: id, invoiceId, amountMinor, currency, ...detail };
  const about = { resource: 'dunning-cases', resourceId: id, supplierId };
  await emitEvents(writer, [{ ...about, type, summary: title, payload, occurredAt: at }]);
  if (supplierId === null) return;
  await addTimelineEntry(writer, {
    supplierId,
    at,
    kind: 'dunning',
    actorName,
    title,
    detail: payload,
    source: 'dunning',
    sourceId: `${id}:${key}`,
  });
}

export type CaseTold = Pick<CaseRow, 'id' | 'supplierId' | 'invoiceId' | 'currency' | 'amountMinor'>;

/** What is owed, in words. */
export function owedIn({ amountMinor, currency }: Pick<CaseRow, 'amountMinor' | 'currency'>): string {
  return formatMoney({ amountMinor, currency });
}
