import { dayOf, halfYearOf, leastCohort, watchedLifecycles, type SupplierMilestones } from '@wedsync/domain/success';
import { isoInstant, type Reader } from '../../platform/index.ts';
import { getSupplier } from '../../suppliers/index.ts';

/** One supplier's way against its cohort. @throws NotFound when the supplier is unknown or out of scope */
export async function supplierMilestones(reader: Reader, supplierId: string, now: Date): Promise<SupplierMilestones> {
  const { signedUpAt, vendorType, lifecycle } = await getSupplier(reader, supplierId);
  const signUp = new Date(signedUpAt);
  const cohort = halfYearOf(signUp);
  return {
    signedUpAt,
    cohort,
    today: dayOf(now, signUp),
    watched: watchedLifecycles.some((watched) => watched === lifecycle),
    milestones: await stepsOf(reader, { supplierId, vendorType, cohort }),
  };
}

type Whose = { readonly supplierId: string; readonly vendorType: string; readonly cohort: string };

function stepsOf(
  { sql }: Reader,
  { supplierId, vendorType, cohort }: Whose,
): Promise<SupplierMilestones['milestones']> {
  return sql('milestones as m')
    .leftJoin('supplier_milestones as r', (join) =>
      join.on('r.milestone_id', 'm.id').andOnVal('r.supplier_id', supplierId),
    )
    .leftJoin('late_milestones as l', (join) => join.on('l.milestone_id', 'm.id').andOnVal('l.supplier_id', supplierId))
    .leftJoin('messages as g', (join) => join.on('g.id', 'r.message_id').andOnNotIn('g.state', ['suppressed']))
    .leftJoin('milestone_cohorts as c', (join) =>
      join
        .on('c.milestone_id', 'm.id')
        .andOnVal('c.vendor_type', vendorType)
        .andOnVal('c.cohort', cohort)
        .andOnVal('c.suppliers', '>=', leastCohort),
    )
    .where('m.active', true)
    .whereRaw(`(m.vendor_types = '{}' or ? = any(m.vendor_types))`, [vendorType])
    .orderBy(['m.position', 'm.id'])
    .select('m.title', 'm.rule', 'm.optional', {
      milestoneId: 'm.id',
      targetDays: 'm.target_days',
      reachedAt: isoInstant(sql, 'r.reached_at'),
      celebrated: sql.raw('g.id is not null'),
      late: sql.raw('l.milestone_id is not null'),
      medianDays: 'c.median_days',
      p75Days: 'c.p75_days',
      curve: sql.raw(`coalesce(c.curve, '[]')`),
    });
}
