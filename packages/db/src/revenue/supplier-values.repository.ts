import { createHash } from 'node:crypto';
import { methodVersion, valueSupplier, type ResidualRow } from '@wedsync/domain/revenue';
import { calendarDate } from '@wedsync/domain/platform';
import { lockEach, type Reader, type Writer } from '../platform/index.ts';
import { curveKey } from './retention-curves.repository.ts';
import { readValueFacts, type SupplierFacts } from './supplier-value-facts.queries.ts';

export type RevaluedSuppliers = { readonly valued: number; readonly changed: number };

/**
 * Brings the value of these suppliers up to date: realised from the books, residual from the curve of the narrowest segment that has one. What follows from
 * the same inputs is not written again.
 */
export async function recomputeValues(writer: Writer, ids: readonly string[], now: Date): Promise<RevaluedSuppliers> {
  await lockEach(writer, 'values', ids);
  const curves = await currentCurves(writer);
  const facts = await readValueFacts(writer, ids, now);
  const rows = facts.map((one) => rowOf(one, curveOf(one, curves)));
  const kept: { rows: { changed: number }[] } = await writer.sql.raw(keepValuesStatement, {
    rows: JSON.stringify(rows),
    method: methodVersion,
    now,
    day: calendarDate(now),
  });
  return { valued: rows.length, changed: kept.rows[0]?.changed ?? 0 };
}

type Curve = { readonly id: number; readonly residuals: readonly (ResidualRow | null)[] };

async function currentCurves({ sql }: Reader): Promise<ReadonlyMap<string, Curve>> {
  const found: { rows: (Curve & { key: string })[] } = await sql.raw(
    'select p.key, c.id, c.residuals from retention_curves_current p join retention_curves c on c.id = p.curve_id',
  );
  return new Map(found.rows.map(({ key, ...curve }) => [key, curve]));
}

function curveOf({ plan, vendorType, interval }: SupplierFacts, curves: ReadonlyMap<string, Curve>): Curve | null {
  if (plan === null || interval === null) return null;
  const keys = [
    { plan, vendorType, interval },
    { plan, vendorType: null, interval },
    { plan: null, vendorType: null, interval },
  ].map(curveKey);
  return keys.map((key) => curves.get(key)).find((curve) => curve !== undefined) ?? null;
}

function rowOf(facts: SupplierFacts, curve: Curve | null) {
  const value = valueSupplier(facts, curve?.residuals ?? null);
  const { supplierId, plan, vendorType, interval, beganAt, periods, state, mrrMinor, lines, missingRate } = facts;
  const used = facts.state === 'paying' || facts.state === 'resting' ? (curve?.id ?? null) : null;
  return {
    id: supplierId,
    state,
    plan,
    vendor: vendorType,
    interval,
    began: beganAt,
    periods,
    mrr: mrrMinor,
    paid: lines.paidMinor,
    tax: lines.taxMinor,
    refunds: lines.refundsMinor,
    disputes: lines.lostDisputesMinor,
    fees: lines.processorFeesMinor,
    dispute_fees: lines.disputeFeesMinor,
    realised: value.realised.valueMinor,
    residual: value.residual.valueMinor,
    residual_lower: value.residualLowerMinor,
    residual_upper: value.residualUpperMinor,
    predicted: value.predicted.valueMinor,
    predicted_lower: value.predictedLowerMinor,
    predicted_upper: value.predictedUpperMinor,
    reason: value.reason,
    missing: missingRate,
    curve: used,
    hash: createHash('sha256')
      .update(JSON.stringify([methodVersion, facts, used]))
      .digest('base64'),
  };
}

/** Writes only rows whose inputs differ, and the day's line of their history. Exported for the benchmark's floor. */
export const keepValuesStatement = `
with given as (
  select * from json_to_recordset(:rows::json) as g (id text, state text, plan text, vendor text, interval text, began timestamptz, periods int, mrr bigint,
    paid bigint, tax bigint, refunds bigint, disputes bigint, fees bigint, dispute_fees bigint, realised bigint, residual bigint, residual_lower bigint, residual_upper bigint,
    predicted bigint, predicted_lower bigint, predicted_upper bigint, reason text, missing text, curve bigint, hash text)
), kept as (
  insert into supplier_values as v (supplier_id, state, plan_code, vendor_type, billing_interval, began_at, periods, mrr_minor, paid_minor, tax_minor, refunds_minor,
    lost_disputes_minor, processor_fees_minor, dispute_fees_minor, realised_minor, residual_minor, residual_lower_minor, residual_upper_minor,
    predicted_minor, predicted_lower_minor, predicted_upper_minor, reason, missing_rate, curve_id, method_version, inputs_hash, computed_at)
  select id, state, plan, vendor, interval, began, periods, mrr, paid, tax, refunds, disputes, fees, dispute_fees, realised, residual, residual_lower, residual_upper,
    predicted, predicted_lower, predicted_upper, reason, missing, curve, :method, hash, :now::timestamptz from given order by id
  on conflict (supplier_id) do update set state = excluded.state, plan_code = excluded.plan_code, vendor_type = excluded.vendor_type,
    billing_interval = excluded.billing_interval, began_at = excluded.began_at, periods = excluded.periods, mrr_minor = excluded.mrr_minor, paid_minor = excluded.paid_minor,
    tax_minor = excluded.tax_minor, refunds_minor = excluded.refunds_minor, lost_disputes_minor = excluded.lost_disputes_minor,
    processor_fees_minor = excluded.processor_fees_minor, dispute_fees_minor = excluded.dispute_fees_minor, realised_minor = excluded.realised_minor,
    residual_minor = excluded.residual_minor, residual_lower_minor = excluded.residual_lower_minor, residual_upper_minor = excluded.residual_upper_minor,
    predicted_minor = excluded.predicted_minor, predicted_lower_minor = excluded.predicted_lower_minor, predicted_upper_minor = excluded.predicted_upper_minor,
    reason = excluded.reason, missing_rate = excluded.missing_rate, curve_id = excluded.curve_id, method_version = excluded.method_version,
    inputs_hash = excluded.inputs_hash, computed_at = excluded.computed_at
  where v.inputs_hash <> excluded.inputs_hash
  returning v.supplier_id, v.realised_minor, v.residual_minor, v.predicted_minor, v.predicted_lower_minor, v.predicted_upper_minor
), dated as (
  insert into supplier_value_days as d (supplier_id, day, realised_minor, residual_minor, predicted_minor, predicted_lower_minor, predicted_upper_minor)
  select supplier_id, :day::date, realised_minor, residual_minor, predicted_minor, predicted_lower_minor, predicted_upper_minor from kept
  on conflict (supplier_id, day) do update set realised_minor = excluded.realised_minor, residual_minor = excluded.residual_minor,
    predicted_minor = excluded.predicted_minor, predicted_lower_minor = excluded.predicted_lower_minor, predicted_upper_minor = excluded.predicted_upper_minor
)
select count(*)::int as changed from kept`;

/** The next suppliers after one, by id; for going through all of them. */
export async function suppliersAfter({ sql }: Reader, after: string, limit: number): Promise<string[]> {
  const rows: { id: string }[] = await sql('suppliers').select('id').where('id', '>', after).orderBy('id').limit(limit);
  return rows.map(({ id }) => id);
}
