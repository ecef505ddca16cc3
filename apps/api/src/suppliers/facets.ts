import { findSupplierFacets, supplierBooks } from '@wedsync/db/suppliers';
import { supplierBookSchema, supplierFacetsSchema } from '@wedsync/domain/suppliers';
import { z } from 'zod';
import { defineDoor, type Door } from '../platform/index.ts';

/** What filters and pickers offer. */
export const facetDoors: readonly Door[] = [
  defineDoor({
    method: 'get',
    path: '/supplier-facets',
    summary: 'The regions and countries of the supplier list',
    permission: 'suppliers:list',
    response: supplierFacetsSchema,
    answer: ({ store, actor }) => store.read(actor, findSupplierFacets),
  }),
  defineDoor({
    method: 'get',
    path: '/supplier-books',
    summary: 'Whose suppliers there are, and how many',
    permission: 'suppliers:list',
    response: z.array(supplierBookSchema),
    answer: ({ store, actor }) => store.read(actor, supplierBooks),
  }),
];
