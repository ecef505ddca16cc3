import { lastDayOf } from '@wedsync/domain/revenue';
import type { InterventionFilter, InterventionOutcomeFilter, RoiQuery } from '@wedsync/domain/success';
import { listUrl } from '../../platform/index.ts';

/** The rows behind a figure of the report. */
export function outcomesUrl({ from, to, playbookId }: RoiQuery, more: InterventionOutcomeFilter): string {
  const whose = playbookId === undefined ? {} : { playbookId };
  return listUrl('intervention-outcomes', { filter: { monthFrom: from, monthTo: to, ...whose, ...more } });
}

/** The acts behind a figure of a step or channel: those of who entered in the report's months, in these states or any. */
export function actsUrl({ from, to, playbookId }: RoiQuery, more: InterventionFilter) {
  const whose = playbookId === undefined ? {} : { playbookId };
  const entered = { enteredFrom: `${from}-01`, enteredTo: lastDayOf(to) };
  return (state?: InterventionFilter['state']) =>
    listUrl('interventions', { filter: { ...entered, ...whose, ...more, ...(state === undefined ? {} : { state }) } });
}
