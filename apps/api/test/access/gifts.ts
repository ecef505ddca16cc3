import { amountsRequestedRecently } from '@wedsync/db/access';
import type { Reader } from '@wedsync/db/platform';
import { whyRefundNeedsApproval } from '@wedsync/domain/access';
import { DAY_MS, formatMoney, Invalid, NotFound, plusMs, type ListQuery, type Page } from '@wedsync/domain/platform';
import { z } from 'zod';
import { access } from '../../src/access/index.ts';
import { defineAction, defineResource, type ApiCapability } from '../../src/platform/index.ts';
import type { StaffApp } from './staff-app.ts';

const row = z.object({ id: z.string(), leftMinor: z.int() });

async function find(reader: Reader, id: string): Promise<z.infer<typeof row> | undefined> {
  const found: { id: string; leftMinor: number } | undefined = await reader
    .sql('suppliers')
    .where({ id })
    .first('id', { leftMinor: 'mrr_minor' });
  return found;
}

/** A list that knows one filter. */
async function listLeft(
  { sql }: Reader,
  { filter, offset, limit }: ListQuery<{ leftMinor?: number }>,
): Promise<Page<z.infer<typeof row>>> {
  const matching = () =>
    sql('suppliers').modify(
      (query) => void (filter.leftMinor === undefined ? query : query.where({ mrr_minor: filter.leftMinor })),
    );
  const rows = await matching().orderBy('row_no').offset(offset).limit(limit).select('id', { leftMinor: 'mrr_minor' });
  const counted = await matching().count({ n: '*' }).first();
  return { rows, total: Number(counted?.n ?? 0), estimated: false };
}

async function left(reader: Reader, id: string): Promise<number> {
  const found = await find(reader, id);
  if (found === undefined) throw NotFound({ what: 'charge', id });
  return found.leftMinor;
}

/** A small action with money, limits and facts that change: it gives away what a supplier's row says is left. */
const refund = defineAction({
  resource: 'charges',
  verb: 'refund',
  title: 'Refund',
  description: 'Give some of it back',
  danger: true,
  reasonRequired: true,
  bulk: true,
  input: z.strictObject({ amountMinor: z.int().positive() }),
  assess: async (reader, id, { amountMinor }, context) => {
    const before = await left(reader, id);
    if (amountMinor > before) throw Invalid({ message: 'There is not that much left.' });
    const amount = { amountMinor, currency: 'GBP' };
    const recent = {
      actions: ['charges.refund'],
      since: plusMs(context.clock.now(), -DAY_MS),
      exceptRunId: context.runId,
    };
    const withThis = async (whose: { actorId: string } | { supplierId: string }) => {
      const [earlier] = await amountsRequestedRecently(reader, { ...recent, ...whose });
      return amountMinor + (earlier?.amountMinor ?? 0);
    };
    const why = whyRefundNeedsApproval(context.principal.roles, {
      amount,
      chargeAgeDays: 1,
      byActorMinor: await withThis({ actorId: context.principal.id }),
      toSupplierMinor: await withThis({ supplierId: id }),
    });
    return {
      supplierId: id,
      amount,
      approval: why === null ? null : { permission: 'refunds:approve', why },
      fingerprint: String(before),
      preview: { lines: [{ label: 'Amount', value: formatMoney(amount) }], warnings: [], data: { leftMinor: before } },
    };
  },
  perform: async (writer, id, { amountMinor }) => {
    await writer.sql('suppliers').where({ id }).decrement('mrr_minor', amountMinor);
    return { state: 'succeeded', result: { leftMinor: await left(writer, id) } };
  },
});

export const gifts: ApiCapability = {
  name: 'gifts',
  resources: [
    defineResource({
      name: 'charges',
      description: 'What is left to give',
      row,
      filter: z.strictObject({ leftMinor: z.int().optional() }),
      list: listLeft,
      show: find,
    }),
  ],
  actions: [refund],
};

export const withGifts: readonly ApiCapability[] = [access, gifts];

let count = 0;
type Supplier = { readonly leftMinor?: number; readonly region?: string; readonly ownerId?: string | null };

/** A supplier with something left to refund. @returns its id */
export async function addSupplier(app: StaffApp, supplier: Supplier = {}): Promise<string> {
  count += 1;
  const id = `sup_test${count}`;
  await app.database.current.owner('suppliers').insert({
    id,
    external_id: id,
    business_name: `Business ${count}`,
    vendor_type: 'florist',
    region: supplier.region ?? 'London',
    country: 'GB',
    time_zone: 'Europe/London',
    currency: 'GBP',
    signed_up_at: new Date(),
    mrr_minor: supplier.leftMinor ?? 1_000_000,
    owner_id: supplier.ownerId ?? null,
  });
  return id;
}

export async function leftOf(app: StaffApp, id: string): Promise<number> {
  const found: { mrr_minor: number } | undefined = await app.database.current.owner('suppliers').where({ id }).first();
  return found?.mrr_minor ?? -1;
}
