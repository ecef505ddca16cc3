import { addSupplierTag, assignSuppliers, getSupplier } from '@wedsync/db/suppliers';
import { idSchema } from '@wedsync/domain/platform';
import { tagSchema } from '@wedsync/domain/suppliers';
import { z } from 'zod';
import { defineAction } from '../platform/index.ts';

export const assignSupplier = defineAction({
  resource: 'suppliers',
  verb: 'assign',
  title: 'Assign owner',
  description: 'Gives the supplier to a success manager, or to nobody.',
  danger: false,
  reasonRequired: false,
  bulk: true,
  auditedInputs: ['ownerId'],
  input: z.strictObject({ ownerId: idSchema('staff').nullable().describe('New owner') }),
  assess: async (reader, id, { ownerId }) => {
    const supplier = await getSupplier(reader, id);
    return {
      supplierId: id,
      amount: null,
      approval: null,
      fingerprint: supplier.ownerId ?? 'nobody',
      preview: {
        lines: [
          { label: 'Supplier', value: supplier.businessName },
          { label: 'Owner now', value: supplier.ownerName ?? 'Nobody' },
          { label: 'Open tasks that stay where they are', value: String(supplier.openTaskCount) },
        ],
        warnings: supplier.ownerId === ownerId ? ['Nothing changes: this is the owner already.'] : [],
      },
    };
  },
  perform: async (writer, id, { ownerId }) => {
    await assignSuppliers(writer, [id], ownerId);
    return { state: 'succeeded', result: { supplier: await getSupplier(writer, id) } };
  },
});

export const tagSupplier = defineAction({
  resource: 'suppliers',
  verb: 'tag',
  title: 'Add tag',
  description: 'Adds a tag to the supplier; tags are lower case.',
  danger: false,
  reasonRequired: false,
  bulk: true,
  input: z.strictObject({ tag: tagSchema.describe('Tag') }),
  assess: async (reader, id, { tag }) => {
    const supplier = await getSupplier(reader, id);
    return {
      supplierId: id,
      amount: null,
      approval: null,
      fingerprint: supplier.tags.join(','),
      preview: {
        lines: [
          { label: 'Supplier', value: supplier.businessName },
          { label: 'Tags now', value: supplier.tags.join(', ') || 'None' },
        ],
        warnings: supplier.tags.includes(tag) ? ['Nothing changes: it has this tag already.'] : [],
      },
    };
  },
  perform: async (writer, id, { tag }) => ({
    state: 'succeeded',
    result: { supplier: await addSupplierTag(writer, id, tag) },
  }),
});
