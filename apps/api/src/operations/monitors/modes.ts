import { houseModesNow } from '@wedsync/db/delivery';
import { weddingDaysAhead } from '@wedsync/db/operations';
import { defineDoor } from '../../platform/index.ts';

/** Wedding dates are known for months; further ahead they fill up still. */
const daysAhead = 28;

export const modesDoor = defineDoor({
  method: 'get',
  path: '/operations/modes',
  summary: 'What the house is held to now, why, and which wedding days are coming',
  permission: 'monitors:list',
  answer: ({ actor, store, clock }) => {
    const now = clock.now();
    return store.read(actor, async (reader) => ({
      asOf: now,
      modes: await houseModesNow(reader),
      ahead: await weddingDaysAhead(reader, now, daysAhead),
    }));
  },
});
