import type { ChurnHorizonRow } from '@wedsync/domain/success';
import { useGetList } from 'react-admin';

/** No event tells how far a training is, so it is looked at. */
const lookMs = 2_000;

/** How far ahead is foretold, the nearest first; followed closely while a model is trained. */
export function useChurnHorizons() {
  return useGetList<ChurnHorizonRow>(
    'churn-horizons',
    { pagination: { page: 1, perPage: 3 }, sort: { field: 'id', order: 'ASC' } },
    { refetchInterval: ({ state }) => (state.data?.data.some(isInTraining) === true ? lookMs : false) },
  );
}

/** States of a job that goes on by itself; one that failed is tried again until it is dead. */
const ongoing: ReadonlySet<string> = new Set(['queued', 'running', 'failed']);

export function isInTraining({ lastTraining }: Pick<ChurnHorizonRow, 'lastTraining'>): boolean {
  return lastTraining !== null && ongoing.has(lastTraining.state);
}
