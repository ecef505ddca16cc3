import type { InterventionOutcomeFilter, RoiQuery } from '@wedsync/domain/success';
import { listUrl } from '../../platform/index.ts';

/** The rows behind a figure of the report. */
export function outcomesUrl({ from, to, playbookId }: RoiQuery, more: InterventionOutcomeFilter): string {
  const whose = playbookId === undefined ? {} : { playbookId };
  return listUrl('intervention-outcomes', { filter: { monthFrom: from, monthTo: to, ...whose, ...more } });
}
