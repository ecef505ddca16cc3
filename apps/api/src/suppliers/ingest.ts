import { upsertSuppliers } from '@wedsync/db/suppliers';
import { limits } from '@wedsync/domain/platform';
import { supplierLimits, supplierUpsertSchema, type SupplierUpsert } from '@wedsync/domain/suppliers';
import { z } from 'zod';
import { defineMachineDoor } from '../access/index.ts';
import { faultsOf, ingestAnswerSchema, type Rejection } from '../platform/index.ts';

const many = <One extends z.ZodType>(one: One) =>
  z.object({ suppliers: z.array(one).max(supplierLimits.maxUpsertsPerCall) });

/** 500 suppliers with all their contacts and weddings need more room than one form. */
const supplierBodyFactor = 4;

/** The host application tells us of its suppliers. One bad supplier never holds up the others. */
export const ingestSuppliers = defineMachineDoor({
  method: 'put',
  path: '/ingest/suppliers',
  summary: 'Tell of suppliers, new ones and what changed of others',
  description: `Up to ${supplierLimits.maxUpsertsPerCall} at once, each by its externalId; a later call wins field by field.`,
  scope: 'ingest',
  maxBodyBytes: limits.maxJsonBodyBytes * supplierBodyFactor,
  body: many(z.unknown()),
  documentedBody: many(supplierUpsertSchema),
  response: ingestAnswerSchema,
  async answer({ store, actor, uuids, body }) {
    const { parsed, rejected } = sort(body.suppliers);
    const upserts = parsed.map(({ upsert }) => upsert);
    const kept = await store.transact(actor, (writer) => upsertSuppliers(writer, upserts, uuids));
    const refused = kept.rejected.map(({ index, errors }) => ({ index: parsed[index]?.index ?? index, errors }));
    return { accepted: kept.accepted, rejected: [...rejected, ...refused].sort((a, b) => a.index - b.index) };
  },
});

type Sorted = {
  readonly parsed: { readonly index: number; readonly upsert: SupplierUpsert }[];
  readonly rejected: Rejection[];
};

function sort(suppliers: readonly unknown[]): Sorted {
  const sorted: Sorted = { parsed: [], rejected: [] };
  suppliers.forEach((supplier, index) => {
    const result = supplierUpsertSchema.safeParse(supplier);
    if (result.success) sorted.parsed.push({ index, upsert: result.data });
    else sorted.rejected.push({ index, errors: faultsOf(result.error, 'supplier') });
  });
  return sorted;
}
