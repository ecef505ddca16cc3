import { emitEvents, type Writer } from '../platform/index.ts';

/** Tells screens that something kept beside a supplier changed, so that they reload it. */
export async function announceChange(writer: Writer, supplierId: string, summary: string): Promise<void> {
  await emitEvents(writer, [
    {
      type: 'supplier.changed',
      supplierId,
      resource: 'suppliers',
      resourceId: supplierId,
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
