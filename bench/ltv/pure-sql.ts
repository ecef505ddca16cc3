import { keepValuesStatement, valueFactsQuery } from '@wedsync/db/revenue';
import type { Knex } from 'knex';

/**
 * The floor: the same facts read and the same rows upserted chunk by chunk, one after the other, without a row leaving the database and without a curve. It
 * is rolled back, so that the product starts from where the floor did.
 */
export async function valueInSql(owner: Knex, now: Date, chunk: number): Promise<number> {
  const sql = await owner.transaction();
  try {
    await sql.raw('set local statement_timeout = 0');
    const ids: string[] = await sql('suppliers').orderBy('id').pluck('id');
    const started = performance.now();
    for (let from = 0; from < ids.length; from += chunk)
      await sql.raw(valued, {
        ids: ids.slice(from, from + chunk),
        now,
        method: 'floor',
        day: now.toISOString().slice(0, 10),
      });
    return performance.now() - started;
  } finally {
    await sql.rollback();
  }
}

const fact = (name: string) => `f."${name}"`;
const realised = `f."paidMinor" - f."taxMinor" - f."refundsMinor" - f."lostDisputesMinor" - f."processorFeesMinor" - f."disputeFeesMinor"`;
const given = `select ${fact('supplierId')} as id, f.state, f.plan, ${fact('vendorType')} as vendor, f.interval, ${fact('beganAt')} as began, f.periods, ${fact('mrrMinor')} as mrr,
  ${fact('paidMinor')} as paid, ${fact('taxMinor')} as tax, ${fact('refundsMinor')} as refunds, ${fact('lostDisputesMinor')} as disputes, ${fact('processorFeesMinor')} as fees,
  ${fact('disputeFeesMinor')} as dispute_fees, ${realised} as realised, 0 as residual, 0 as residual_lower, 0 as residual_upper, ${realised} as predicted, ${realised} as predicted_lower,
  ${realised} as predicted_upper, null::text as reason, ${fact('missingRate')} as missing, null::bigint as curve, md5(row(f.*)::text) as hash from (${valueFactsQuery}) f`;

/** The product's own upsert, fed from the facts instead of from JSON. */
const valued = keepValuesStatement.replace(
  /with given as \([\s\S]*?\n\), kept/,
  () => `with given as (${given}\n), kept`,
);
