import {
  expectedSaving,
  mainHorizon,
  measuredShare,
  rankOptions,
  type BookRisk,
  type BookRisks,
  type MeasuredShare,
} from '@wedsync/domain/success';
import { isoInstant, type Reader } from '../../platform/index.ts';
import { churnPolicy } from '../churn/policies.repository.ts';
import { startablePlaybooks } from '../playbooks/startable.queries.ts';

/** The most that is weighed of one book, by what stands to be lost; several times what anybody looks after. */
const mostWeighed = 1_000;

type Standing = Omit<BookRisk, 'option' | 'expectedSavedMinor'>;

/**
 * Who of a book may leave, what is expected to be saved most first; then those at risk whom nobody foretells, by MRR. Dismissed predictions are left out.
 * A fixed number of queries, however large the book is.
 */
export async function bookRisks(reader: Reader, ownerId: string, limit: number, now: Date): Promise<BookRisks> {
  const standings = await standingsOf(reader, ownerId);
  const ids = standings.map(({ supplierId }) => supplierId);
  const startable = await startablePlaybooks(reader, ids, now);
  const measured = await measuredShares(reader);
  const { saveRate } = await churnPolicy(reader);
  const rows = standings.map((standing): BookRisk => {
    const possible = (startable.get(standing.supplierId) ?? []).filter(({ refused }) => refused === null);
    const playbooks = possible.map(({ playbookId: id, name }) => ({ id, name, measured: measured.get(id) ?? null }));
    const [option] = rankOptions(playbooks, saveRate);
    const { probability, residualValueMinor } = standing;
    return { ...standing, option, expectedSavedMinor: expectedSaving(probability, residualValueMinor, option) };
  });
  return {
    asOf: now.toISOString(),
    priorShare: saveRate,
    total: rows.length,
    rows: rows.toSorted(byExpectedSaving).slice(0, limit),
  };
}

function byExpectedSaving(one: BookRisk, other: BookRisk): number {
  return (other.expectedSavedMinor ?? -1) - (one.expectedSavedMinor ?? -1) || other.mrrMinor - one.mrrMinor;
}

async function standingsOf({ sql }: Reader, ownerId: string): Promise<readonly Standing[]> {
  return sql('suppliers as s')
    .leftJoin('churn_predictions as p', (join) =>
      join.on('p.supplier_id', 's.id').andOnVal('p.horizon_days', mainHorizon),
    )
    .leftJoin('supplier_values as v', 'v.supplier_id', 's.id')
    .where('s.owner_id', ownerId)
    .whereNot('s.lifecycle', 'cancelled')
    .whereNull('p.dismissed_at')
    .where((either) => either.whereNotNull('p.supplier_id').orWhereIn('s.health_band', ['at_risk', 'critical']))
    .orderByRaw('p.probability * v.residual_minor desc nulls last, s.mrr_minor desc, s.id')
    .limit(mostWeighed)
    .select({
      supplierId: 's.id',
      businessName: 's.business_name',
      healthBand: 's.health_band',
      healthScore: 's.health_score',
      mrrMinor: 's.mrr_minor',
      nextWeddingOn: 's.next_wedding_on',
      lastSeenAt: isoInstant(sql, 's.last_seen_at'),
      probability: sql.raw('p.probability::numeric::float8'),
      residualValueMinor: 'v.residual_minor',
      reasons: sql.raw(
        `coalesce((select jsonb_agg(r ->> 'words') from (select r from jsonb_array_elements(p.reasons) r where (r ->> 'weight')::numeric > 0 limit 3) raising (r)), '[]')`,
      ),
    });
}

/** What playbooks were measured to save, over all their versions and everybody who was drawn. */
export async function measuredShares({ sql }: Reader): Promise<ReadonlyMap<string, MeasuredShare>> {
  const found: {
    rows: {
      id: string;
      treated: number;
      treatedStayed: number;
      heldOut: number;
      heldOutStayed: number;
      smallestEffect: number;
    }[];
  } = await sql.raw(`
select playbook_id as id, (select smallest_effect::numeric::float8 from intervention_policies order by id desc limit 1) as "smallestEffect",
  coalesce(sum(stay_judged) filter (where arm = 'treated'), 0)::int as treated, coalesce(sum(stayed) filter (where arm = 'treated'), 0)::int as "treatedStayed",
  coalesce(sum(stay_judged) filter (where arm = 'held_out'), 0)::int as "heldOut", coalesce(sum(stayed) filter (where arm = 'held_out'), 0)::int as "heldOutStayed"
from roi_cells group by playbook_id`);
  return new Map(
    found.rows.flatMap((row) => {
      const treated = { n: row.treated, successes: row.treatedStayed };
      const heldOut = { n: row.heldOut, successes: row.heldOutStayed };
      const measured = measuredShare(treated, heldOut, row.smallestEffect);
      return measured === null ? [] : [[row.id, measured] as const];
    }),
  );
}
