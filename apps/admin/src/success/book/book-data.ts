import { useQuery } from '@tanstack/react-query';
import {
  bookRisksSchema,
  nextActionsSchema,
  startablePlaybookSchema,
  type BookRisk,
  type BookRisks,
  type NextActions,
  type StartablePlaybook,
} from '@wedsync/domain/success';
import { formatMoney, formatPercent, getJson } from '../../platform/index.ts';

/** Catches what the stream missed, and playbooks that began or ended meanwhile. */
const refreshMs = 30_000;

/** Who of a book may leave; the key starts with the resource, so the live stream refreshes it. */
export function useBookRisks(ownerId: string) {
  return useQuery<BookRisks>({
    queryKey: ['churn-predictions', 'book', ownerId],
    queryFn: async ({ signal }) =>
      bookRisksSchema.parse(await getJson(`/book-risks?ownerId=${encodeURIComponent(ownerId)}`, signal)),
    refetchInterval: refreshMs,
  });
}

/** What may be started for a supplier now, and why not the rest. */
export function useStartablePlaybooks(supplierId: string) {
  return useQuery<StartablePlaybook[]>({
    queryKey: ['enrolments', 'startable', supplierId],
    queryFn: async ({ signal }) =>
      startablePlaybookSchema
        .array()
        .parse(await getJson(`/suppliers/${encodeURIComponent(supplierId)}/startable-playbooks`, signal)),
  });
}

/** What can be done for a supplier now; the key starts with the resource, so the live stream refreshes it. */
export function useNextActions(supplierId: string) {
  return useQuery<NextActions>({
    queryKey: ['churn-predictions', 'next-actions', supplierId],
    queryFn: async ({ signal }) =>
      nextActionsSchema.parse(await getJson(`/suppliers/${encodeURIComponent(supplierId)}/next-actions`, signal)),
    refetchInterval: refreshMs,
  });
}

type Saving = Pick<BookRisk, 'probability' | 'residualValueMinor' | 'option' | 'expectedSavedMinor'>;

/** How the expected saving of a supplier came to be, in its own figures. */
export function explainSaving({ probability, residualValueMinor, option, expectedSavedMinor }: Saving) {
  const { playbook, share, measured } = option;
  const by = playbook === null ? 'a call' : `the playbook ${playbook.name}`;
  const saving = [probability, residualValueMinor, expectedSavedMinor];
  const known = saving.every((part) => part !== null);
  return {
    definition: `What is expected to be kept by ${by}: the chance of leaving within 90 days, times what is left to lose, times the share of those leaving that it saves.`,
    formula: known
      ? `${formatPercent(probability)} × ${formatMoney(residualValueMinor ?? 0, 'GBP')} × ${formatPercent(share)} = ${formatMoney(expectedSavedMinor ?? 0, 'GBP')}`
      : 'The chance of leaving, or what is left to lose, is not known.',
    source:
      measured === null
        ? `${formatPercent(share)} is what the costs of calling say (Churn, policy): no hold-out has measured it yet.`
        : `${formatPercent(share)} was measured: ${stayed(measured.treated)} treated stayed, ${stayed(measured.heldOut)} held out did.`,
  };
}

function stayed({ n, successes }: { readonly n: number; readonly successes: number }): string {
  return `${successes} of ${n}`;
}
