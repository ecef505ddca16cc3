import { churnFeaturesQuery } from '@wedsync/db/success';
import { lastFinishedDay } from '@wedsync/domain/success';
import type { Knex } from 'knex';

/**
 * The floor: the same facts read and the same two tables written inside PostgreSQL, with a probability that costs nothing and reasons as long as the
 * product's. Rolled back, so that the product starts from where the floor did.
 */
export async function sweepInSql(owner: Knex, model: string, reasons: string, asOf: Date): Promise<number> {
  const sql = await owner.transaction();
  try {
    const started = performance.now();
    await sql.raw('set local statement_timeout = 0');
    const ids: string[] = await sql('suppliers').orderBy('id').pluck('id');
    const day = lastFinishedDay(asOf);
    await sql.raw(`create temp table fresh on commit drop as ${churnFeaturesQuery(false)}`, { ids, asOf, day });
    for (const statement of writes) await sql.raw(statement, { model, reasons });
    return performance.now() - started;
  } finally {
    await sql.rollback();
  }
}

const probability = `(abs(hashtext("supplierId" || now()::text)) % 10000 / 10000.0)::real`;
const writes = [
  `insert into churn_predictions as p (supplier_id, horizon_days, probability, model_id, features_hash, reasons, expected_saved_minor, scored_at)
   select f."supplierId", 90, ${probability}, :model, left(md5(f::text), 16), :reasons::jsonb, v.residual_minor / 10, now() from fresh f left join supplier_values v on v.supplier_id = f."supplierId"
   on conflict (supplier_id, horizon_days) do update set probability = excluded.probability, model_id = excluded.model_id, features_hash = excluded.features_hash,
     reasons = excluded.reasons, expected_saved_minor = excluded.expected_saved_minor, scored_at = excluded.scored_at`,
  `update suppliers s set churn_probability = ${probability} from fresh f where s.id = f."supplierId"`,
];
