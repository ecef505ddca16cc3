import { mrrViews, type MrrView, type Publication, type StandingMovement } from '@wedsync/domain/revenue';
import { grouped } from '@wedsync/domain/platform';
import { rowsByColumn, type Column, type Reader, type Writer } from '../platform/index.ts';

export type SupplierPublication = Publication & { readonly supplierId: string };

const stands = `not m.reversal and not exists (select 1 from mrr_movements r where r.restates_movement_id = m.id and r.reversal)`;

/** Movements that are neither taken back nor take something back, by supplier. */
export async function standingMovements(
  { sql }: Reader,
  supplierIds: readonly string[],
): Promise<ReadonlyMap<string, readonly StandingMovement[]>> {
  const found: { rows: (StandingMovement & { supplierId: string })[] } = await sql.raw(
    `select m.id, m.supplier_id as "supplierId", m.key, m.amount_minor as "amountMinor", m.reason, m.effective_at as "effectiveAt"
       from mrr_movements m where m.supplier_id = any(?) and ${stands}`,
    [[...supplierIds]],
  );
  return grouped(found.rows, ({ supplierId }) => supplierId);
}

/** Writes what differs: of open months rows go, of closed ones they are taken back by name. */
export async function publish(writer: Writer, publications: readonly SupplierPublication[]): Promise<void> {
  const ids = (of: (one: Publication) => readonly StandingMovement[]) => publications.flatMap(of).map(({ id }) => id);
  await withdraw(
    writer,
    ids(({ withdrawn }) => withdrawn),
  );
  await takeBack(
    writer,
    ids(({ reversed }) => reversed),
  );
  await add(
    writer,
    publications.flatMap(({ supplierId, added }) => added.map((one) => ({ supplierId, ...one }))),
  );
}

async function withdraw({ sql }: Writer, ids: readonly number[]): Promise<void> {
  if (ids.length > 0) await sql.raw('delete from mrr_movements where id = any(?::bigint[])', [[...ids]]);
}

type Added = Publication['added'][number] & { readonly supplierId: string };

const viewColumns: Readonly<Record<MrrView, string>> = {
  net: 'in_net',
  committed: 'in_committed',
  stripe: 'in_stripe',
  plan: 'in_plan',
  committed_plan: 'in_committed_plan',
  stripe_plan: 'in_stripe_plan',
};

/** What a movement says, apart from how it stands to others. */
const columns: Readonly<Record<string, Column<Added>>> = {
  supplier_id: ['text', ({ supplierId }) => supplierId],
  key: ['text', ({ movement }) => movement.key],
  type: ['text', ({ movement }) => movement.type],
  amount_minor: ['bigint', ({ movement }) => movement.amountMinor],
  native_minor: ['bigint', ({ movement }) => movement.nativeMinor],
  currency: ['text', ({ movement }) => movement.currency],
  reason: ['text', ({ movement }) => movement.reason],
  actor: ['text', ({ movement }) => movement.actor],
  source_event_id: ['text', ({ movement }) => movement.sourceEventId],
  merged_source_event_ids: ['text[]', ({ movement: { mergedSourceEventIds: ids } }) => (ids.length > 1 ? ids : [])],
  subscription_id: ['text', ({ movement }) => movement.subscriptionId],
  plan_code: ['text', ({ movement }) => movement.planCode],
  ...Object.fromEntries(
    mrrViews.map((view): [string, Column<Added>] => [
      viewColumns[view],
      ['boolean', ({ movement }) => movement.views.includes(view)],
    ]),
  ),
  effective_at: ['timestamptz', ({ movement }) => movement.effectiveAt],
  recorded_at: ['timestamptz', ({ movement }) => movement.recordedAt],
  restatement: ['boolean', ({ restatement }) => restatement],
  restates_movement_id: ['bigint', ({ restatesMovementId }) => restatesMovementId],
};

async function add({ sql }: Writer, movements: readonly Added[]): Promise<void> {
  if (movements.length === 0) return;
  const rows = rowsByColumn(columns, movements);
  await sql.raw(`insert into mrr_movements (${rows.names}) select ${rows.values} from ${rows.sql}`, rows.bindings);
}

/** The same movement with its amounts negated, naming the row it takes back. */
const negated: Readonly<Record<string, string>> = {
  amount_minor: '-amount_minor',
  native_minor: '-native_minor',
  reason: `'correction'`,
  restatement: 'true',
  restates_movement_id: 'id',
};

async function takeBack({ sql }: Writer, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  const names = Object.keys(columns);
  await sql.raw(
    `insert into mrr_movements (${names.join(', ')}, reversal) select ${names.map((name) => negated[name] ?? name).join(', ')}, true
       from mrr_movements where id = any(?::bigint[]) order by id`,
    [[...ids]],
  );
}
