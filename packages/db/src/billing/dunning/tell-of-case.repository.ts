import { formatMoney } from '@wedsync/domain/platform';
import type { Writer } from '../../platform/index.ts';
import { tellStory } from '../../suppliers/index.ts';
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
