import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { calendarDate } from '@wedsync/domain/platform';
import { monthAfter } from '@wedsync/domain/revenue';
import { roiReportSchema, type RoiQuery } from '@wedsync/domain/success';
import { getJson, useAddress, useNow } from '../../platform/index.ts';

/** How far back the page looks, in months of entering. */
export const spans = [6, 12, 24] as const;

/** What the report shows, as its address says it, and how to ask for something else. */
export type RoiView = { readonly span: number; readonly query: RoiQuery };

export function useRoiView(): { readonly view: RoiView; readonly change: (next: Change) => void } {
  const [search, change] = useAddress();
  const to = calendarDate(new Date(useNow())).slice(0, 7);
  const span = spans.find((months) => String(months) === search.get('months')) ?? 12;
  const playbookId = search.get('playbook');
  const query = { from: monthAfter(to, 1 - span), to, ...(playbookId === null ? {} : { playbookId }) };
  return { view: { span, query }, change };
}

type Change = Partial<Record<'months' | 'playbook', string | null>>;

/** What playbooks brought and cost; the key starts with the resource of its rows, so the live stream refreshes it. */
export function useRoi(query: RoiQuery) {
  const parameters = new URLSearchParams(Object.entries(query)).toString();
  return useQuery({
    queryKey: ['intervention-outcomes', 'roi', parameters],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => roiReportSchema.parse(await getJson(`/roi?${parameters}`, signal)),
  });
}
