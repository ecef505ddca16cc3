import { findSupplier, listSuppliers, updateSupplier } from '@wedsync/db/suppliers';
import { calendarDate, Forbidden, mayDo } from '@wedsync/domain/platform';
import { supplierFilterSchema, supplierSchema, updateSupplierSchema } from '@wedsync/domain/suppliers';
import { defineResource } from '../platform/index.ts';

export const suppliersResource = defineResource({
  name: 'suppliers',
  description: 'Wedding suppliers who use WedSync: the record, its owner and its current standing.',
  row: supplierSchema,
  filter: supplierFilterSchema,
  list: (reader, query, { clock, principal }) =>
    listSuppliers(reader, query, {
      today: () => calendarDate(clock.now()),
      searchContacts: mayDo(principal, 'contacts:reveal'),
    }),
  show: findSupplier,
  update: {
    input: updateSupplierSchema,
    run: (writer, id, change, { principal }) => {
      // Handing suppliers over is a permission of its own, however it is done.
      if (change.ownerId !== undefined && !mayDo(principal, 'suppliers:assign'))
        throw Forbidden({ why: 'Your role does not include suppliers:assign.' });
      return updateSupplier(writer, id, change);
    },
  },
});
