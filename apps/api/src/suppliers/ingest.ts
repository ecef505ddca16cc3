import { upsertSuppliers } from '@wedsync/db/suppliers';
import { actorOf, Invalid, limits, type FieldErrors } from '@wedsync/domain/platform';
import { supplierLimits, supplierUpsertSchema, type SupplierUpsert } from '@wedsync/domain/suppliers';
import express, { Router } from 'express';
import { z } from 'zod';
import { authenticateService } from '../access/index.ts';
import type { ApiServices } from '../platform/index.ts';

const bodySchema = z.object({ suppliers: z.array(z.unknown()).max(supplierLimits.maxUpsertsPerCall) });

export type IngestAnswer = {
  readonly accepted: number;
  readonly rejected: readonly { readonly index: number; readonly errors: FieldErrors }[];
};

/** The host application tells us of its suppliers: PUT /api/ingest/suppliers. One bad supplier never holds up the others. */
export function ingestRoutes(services: ApiServices): Router {
  const router = Router();
  router.put(
    '/ingest/suppliers',
    authenticateService(services, 'ingest'),
    express.json({ limit: limits.maxJsonBodyBytes * supplierBodyFactor }),
    async (req, res) => {
      const { principal } = req;
      if (principal === undefined) throw Invalid({ message: 'A service token is needed.' });
      const { suppliers } = bodySchema.parse(req.body);
      const { parsed, rejected } = sort(suppliers);
      const kept = await services.store.transact(actorOf(principal, String(req.id)), (writer) =>
        upsertSuppliers(
          writer,
          parsed.map(({ upsert }) => upsert),
          services.uuids,
        ),
      );
      const refused = kept.rejected.map(({ index, errors }) => ({ index: parsed[index]?.index ?? index, errors }));
      const answer: IngestAnswer = {
        accepted: kept.accepted,
        rejected: [...rejected, ...refused].sort((a, b) => a.index - b.index),
      };
      res.json(answer);
    },
  );
  return router;
}

/** 500 suppliers with all their contacts and weddings need more room than one form. */
const supplierBodyFactor = 4;

type Sorted = {
  readonly parsed: { readonly index: number; readonly upsert: SupplierUpsert }[];
  readonly rejected: { readonly index: number; readonly errors: FieldErrors }[];
};

function sort(suppliers: readonly unknown[]): Sorted {
  const sorted: Sorted = { parsed: [], rejected: [] };
  suppliers.forEach((supplier, index) => {
    const result = supplierUpsertSchema.safeParse(supplier);
    if (result.success) sorted.parsed.push({ index, upsert: result.data });
    else sorted.rejected.push({ index, errors: fieldErrors(result.error) });
  });
  return sorted;
}

function fieldErrors(error: z.ZodError): FieldErrors {
  return Object.fromEntries(error.issues.map((issue) => [issue.path.join('.') || 'supplier', issue.message]));
}
