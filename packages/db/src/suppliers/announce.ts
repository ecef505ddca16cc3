import { emitEvents, type Writer } from '../platform/index.ts';

/** Something kept beside a supplier: a contact, a wedding date, a note. */
type Beside = { readonly supplierId: string; readonly resource: string; readonly id: string };

/** Tells screens that it changed, so that they load it again. */
export async function announceChange(
  writer: Writer,
  { supplierId, resource, id }: Beside,
  summary: string,
): Promise<void> {
  await emitEvents(writer, [
    {
      type: 'supplier.changed',
      supplierId,
      resource,
      resourceId: id,
      summary,
      occurredAt: await transactionTime(writer),
    },
  ]);
}

/** When this transaction began, by the database's clock. */
export async function transactionTime({ sql }: Writer): Promise<Date> {
  const result: { rows: { at: Date }[] } = await sql.raw('select now() as at');
  return result.rows[0]?.at ?? new Date(0);
}
