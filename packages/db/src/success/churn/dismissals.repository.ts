import type { Writer } from '../../platform/index.ts';

/** A person's word that a prediction is wrong counts for this long. */
export const dismissedDays = 30;

/** A person says the prediction is wrong: it leaves the worklist for thirty days, and the word is kept as feedback on the model, whatever becomes of the prediction. */
export async function dismissPrediction(
  { sql, actor }: Writer,
  id: string,
  { reason, at }: { readonly reason: string; readonly at: Date },
): Promise<void> {
  await sql.raw(
    `with dismissed as (
       update churn_predictions set dismissed_at = :at, dismissed_by_name = :name, dismissed_reason = :reason where id = :id
       returning supplier_id, horizon_days, model_id, probability)
     insert into churn_dismissals (supplier_id, horizon_days, model_id, probability, dismissed_at, by_name, reason)
     select supplier_id, horizon_days, model_id, probability, :at, :name, :reason from dismissed`,
    { id, at, name: actor.name, reason },
  );
}

/** The word that counts at :now of a supplier and horizon, if there is one; joined to rows that have both. */
export const standingDismissalSql = (row: string) =>
  `left join lateral (
     select d.dismissed_at, d.by_name, d.reason from churn_dismissals d
      where d.supplier_id = ${row}."supplierId" and d.horizon_days = ${row}."horizonDays" and d.dismissed_at > :now::timestamptz - interval '${dismissedDays} days'
      order by d.dismissed_at desc limit 1) word on true`;
