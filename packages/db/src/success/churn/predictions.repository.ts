import type { ChurnReason } from '@wedsync/domain/success';
import type { Reader, Writer } from '../../platform/index.ts';
import { standingDismissalSql } from './dismissals.repository.ts';
import { isLossSql } from './is-loss.ts';

export type FreshPrediction = {
  readonly supplierId: string;
  readonly horizonDays: number;
  readonly modelId: string;
  readonly probability: number;
  readonly featuresHash: string;
  readonly reasons: readonly ChurnReason[];
  readonly expectedSavedMinor: number | null;
};

export type FreshForecast = Pick<
  FreshPrediction,
  'modelId' | 'supplierId' | 'horizonDays' | 'probability' | 'featuresHash'
> & {
  readonly saidOn: string;
  readonly dueOn: string;
};

/** Keeps the newest prediction a supplier and horizon, with what a person said against it within thirty days, of whichever model. */
export async function keepPredictions({ sql }: Writer, fresh: readonly FreshPrediction[], now: Date): Promise<void> {
  if (fresh.length === 0) return;
  await sql.raw(keepSql, { rows: JSON.stringify(fresh), now });
}

const keepSql = `
insert into churn_predictions (supplier_id, horizon_days, probability, model_id, features_hash, reasons, expected_saved_minor, scored_at, dismissed_at, dismissed_by_name, dismissed_reason)
select f."supplierId", f."horizonDays", f.probability, f."modelId", f."featuresHash", f.reasons, f."expectedSavedMinor", :now, word.dismissed_at, word.by_name, word.reason
from jsonb_to_recordset(:rows::jsonb) as f ("supplierId" text, "horizonDays" int, probability real, "modelId" text, "featuresHash" text, reasons jsonb, "expectedSavedMinor" bigint)
${standingDismissalSql('f')}
order by 1, 2
on conflict (supplier_id, horizon_days) do update set probability = excluded.probability, model_id = excluded.model_id,
  features_hash = excluded.features_hash, reasons = excluded.reasons, expected_saved_minor = excluded.expected_saved_minor, scored_at = excluded.scored_at,
  dismissed_at = excluded.dismissed_at, dismissed_by_name = excluded.dismissed_by_name, dismissed_reason = excluded.dismissed_reason`;

/** Takes predictions back that nothing stands behind any more: the supplier does not pay, or no champion foretells that far. */
export async function forgetPredictions(
  { sql }: Writer,
  supplierIds: readonly string[],
  foretold: readonly string[],
  horizons: readonly number[],
): Promise<void> {
  await sql.raw(
    `delete from churn_predictions where supplier_id = any(:asked) and (not supplier_id = any(:foretold) or not horizon_days = any(:horizons))`,
    { asked: [...supplierIds], foretold: [...foretold], horizons: [...horizons] },
  );
}

/** A supplier whose foretold probability of leaving went from one side of a mark to the other. */
export type PassedMark = {
  readonly supplierId: string;
  readonly businessName: string;
  readonly before: number;
  readonly after: number;
};

/**
 * Keeps the probability beside the supplier's record, and takes it away where there is none; locks suppliers in the order of their ids.
 * @param marks probabilities somebody acts on
 * @returns who passed one of them; a first probability is no change
 */
export async function standByRisk(
  { sql }: Writer,
  supplierIds: readonly string[],
  predictions: readonly Pick<FreshPrediction, 'supplierId' | 'probability'>[],
  marks: readonly number[],
): Promise<readonly PassedMark[]> {
  const known = new Map(predictions.map(({ supplierId, probability }) => [supplierId, probability]));
  const ids = supplierIds.toSorted();
  const { rows }: { rows: PassedMark[] } = await sql.raw(
    `with moved as (
       update suppliers s set churn_probability = f.probability
         from (select s.id, f.probability, s.churn_probability as before
                 from unnest(:ids::text[], :probabilities::real[]) as f (id, probability) join suppliers s on s.id = f.id
                where s.churn_probability is distinct from f.probability order by s.id for no key update of s) f
        where s.id = f.id
        returning s.id, s.business_name, round(f.before::numeric, 4) as before, round(f.probability::numeric, 4) as after)
     select id as "supplierId", business_name as "businessName", before::float8 as before, after::float8 as after from moved
      where exists (select 1 from unnest(:marks::numeric[]) mark
                     where (before > mark) <> (after > mark) or (before < mark) <> (after < mark))`,
    { ids, probabilities: ids.map((id) => known.get(id) ?? null), marks: [...marks] },
  );
  return rows;
}

/** Whether no earlier day of this week has forecasts: the first sweep of a week is remembered, however late it runs, and whole if it runs again. */
export async function isForecastDue({ sql }: Reader, today: string): Promise<boolean> {
  const result: { rows: { due: boolean }[] } = await sql.raw(
    `select not exists (select from churn_forecasts where model_id in (select id from churn_models where state in ('champion', 'shadow'))
        and said_on >= date_trunc('week', :today::date)::date and said_on < :today::date) as due`,
    { today },
  );
  return result.rows[0]?.due ?? false;
}

/** Remembers what was said today, once a day and model. */
export async function keepForecasts({ sql }: Writer, forecasts: readonly FreshForecast[]): Promise<void> {
  if (forecasts.length === 0) return;
  await sql.raw(
    `insert into churn_forecasts (model_id, said_on, supplier_id, horizon_days, probability, features_hash, due_on)
     select f."modelId", f."saidOn", f."supplierId", f."horizonDays", f.probability, f."featuresHash", f."dueOn"
     from jsonb_to_recordset(?::jsonb) as f ("modelId" text, "saidOn" date, "supplierId" text, "horizonDays" int, probability real, "featuresHash" text, "dueOn" date)
     on conflict do nothing`,
    [JSON.stringify(forecasts)],
  );
}

/**
 * Says of forecasts whose horizon has passed whether they came true; the data may be a day late. A forecast is of the days from the one on which it was said:
 * who had left before it was said was not foretold.
 * @returns how many
 */
export async function fillOutcomes({ sql }: Writer, today: string, limit: number): Promise<number> {
  const result: { rowCount: number } = await sql.raw(
    `with due as (
       select model_id, said_on, supplier_id from churn_forecasts where came_true is null and due_on < :today::date - 1
       order by due_on limit :limit for update skip locked)
     update churn_forecasts f set filled_at = clock_timestamp(), came_true = exists (
         select 1 from mrr_movements m where m.supplier_id = f.supplier_id and ${isLossSql('m')}
           and (m.effective_at at time zone 'Europe/London')::date >= f.said_on and (m.effective_at at time zone 'Europe/London')::date < f.due_on)
       from due where f.model_id = due.model_id and f.said_on = due.said_on and f.supplier_id = due.supplier_id`,
    { today, limit },
  );
  return result.rowCount;
}
