import {
  createWeddingDate,
  deleteWeddingDate,
  findWeddingDate,
  listWeddingDates,
  updateWeddingDate,
} from '@wedsync/db/suppliers';
import {
  createWeddingDateSchema,
  updateWeddingDateSchema,
  weddingDateFilterSchema,
  weddingDateSchema,
} from '@wedsync/domain/suppliers';
import { defineResource } from '../platform/index.ts';

export const weddingDatesResource = defineResource({
  name: 'wedding-dates',
  description: 'Days on which a supplier works at a wedding; the supplier shows the next one.',
  row: weddingDateSchema,
  filter: weddingDateFilterSchema,
  list: listWeddingDates,
  show: findWeddingDate,
  create: {
    input: createWeddingDateSchema,
    run: (writer, wedding, { uuids }) => createWeddingDate(writer, wedding, uuids),
  },
  update: { input: updateWeddingDateSchema, run: updateWeddingDate },
  remove: { run: deleteWeddingDate },
});
