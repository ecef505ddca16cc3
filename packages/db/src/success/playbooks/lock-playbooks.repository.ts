import type { Writer } from '../../platform/index.ts';

/** Two who decide about one supplier, or promise it a message, do so one after the other until their transactions end. */
export async function lockPlaybooksOf({ sql }: Writer, supplierId: string): Promise<void> {
  await sql.raw(`select pg_advisory_xact_lock(hashtext('playbooks of ' || ?))`, [supplierId]);
}
