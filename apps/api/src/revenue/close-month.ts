import { closeMonths, findMrrMonth, MonthAlreadyClosed, MonthStillRunning, monthsToClose } from '@wedsync/db/revenue';
import { formatMoney } from '@wedsync/domain/platform';
import { z } from 'zod';
import { defineAction } from '../platform/index.ts';

const inPounds = (amountMinor: number) => formatMoney({ amountMinor, currency: 'GBP' });

/** From then on late facts restate the month instead of changing it. */
export const closeMonth = defineAction({
  resource: 'mrr-months',
  verb: 'close',
  title: 'Close month',
  description: 'Fix what the month says; facts that arrive later are written as restatements',
  danger: true,
  reasonRequired: false,
  input: z.strictObject({}),
  available: async (reader, month, { clock }) => {
    const found = await findMrrMonth(reader, month, clock.now());
    if (found?.state === 'running') return { allowed: false, why: MonthStillRunning({ month }).message };
    return found?.state === 'closed'
      ? { allowed: false, why: MonthAlreadyClosed({ month }).message }
      : { allowed: true };
  },
  assess: async (reader, month, _input, { clock }) => {
    const closing = await monthsToClose(reader, month, clock.now());
    const last = closing.at(-1);
    const earlier = closing.length - 1;
    return {
      supplierId: null,
      amount: null,
      approval: null,
      fingerprint: JSON.stringify(closing.map(({ id, endMinor, closedVersion }) => [id, endMinor, closedVersion])),
      preview: {
        lines: [
          { label: 'MRR at the start', value: inPounds(last?.startMinor ?? 0) },
          { label: 'MRR at the end', value: inPounds(last?.endMinor ?? 0) },
          { label: 'Version', value: String((last?.closedVersion ?? 0) + 1) },
          ...(earlier > 0
            ? [{ label: 'Closed with it', value: `${earlier} earlier ${earlier === 1 ? 'month' : 'months'}` }]
            : []),
        ],
        warnings: ['A closed month is never changed again: later corrections appear in the restatement log.'],
      },
    };
  },
  perform: async (writer, month, _input, { clock }) => {
    const closed = await closeMonths(writer, month, clock.now());
    return { state: 'succeeded', result: { months: closed.map(({ id }) => id) } };
  },
});
