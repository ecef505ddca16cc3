import {
  referralStates,
  measuredReferralsSchema,
  type ReferralFigures,
  type SuperConnector,
} from '@wedsync/domain/success';
import type { Reader } from '../../platform/index.ts';

/** How far suppliers carry the product, as measured last; what names suppliers, and counts of invites, as the reader may see them. */
export async function referralFigures(reader: Reader): Promise<ReferralFigures> {
  const last = await reader
    .sql('referral_measurements')
    .orderBy('day', 'desc')
    .first<{ measured_at: Date; figures: unknown } | undefined>('measured_at', 'figures');
  return {
    measuredAt: last?.measured_at.toISOString() ?? null,
    measured: last === undefined ? null : measuredReferralsSchema.parse(last.figures),
    states: await countStates(reader),
    superConnectors: await listSuperConnectors(reader),
  };
}

async function countStates({ sql }: Reader): Promise<ReferralFigures['states']> {
  const rows: { state: string; referrals: string }[] = await sql('referrals')
    .groupBy('state')
    .select('state')
    .count({ referrals: '*' });
  const counts = new Map(rows.map(({ state, referrals }) => [state, Number(referrals)]));
  return referralStates.map((state) => ({ state, referrals: counts.get(state) ?? 0 }));
}

const mostShown = 50;

function listSuperConnectors({ sql }: Reader): Promise<SuperConnector[]> {
  return sql('referral_standings as r')
    .join('suppliers as s', 's.id', 'r.supplier_id')
    .where('r.super_connector', true)
    .orderBy([{ column: 'r.paid', order: 'desc' }, { column: 'r.regions', order: 'desc' }, { column: 's.sort_name' }])
    .limit(mostShown)
    .select({
      supplierId: 'r.supplier_id',
      businessName: 's.business_name',
      vendorType: 's.vendor_type',
      invites: 'r.invites',
      paid: 'r.paid',
      regions: 'r.regions',
    });
}
