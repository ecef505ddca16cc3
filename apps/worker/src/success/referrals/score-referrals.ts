import { invitesOfSuppliers, keepReferralFacts, scoreReferrals } from '@wedsync/db/success';
import type { Consumer } from '../../platform/index.ts';

/** What is reported of invites, and what may change what became of them: who has arrived, who changed, who pays, with which card. */
const types = [
  'referral.reported',
  'supplier.arrived',
  'supplier.changed',
  'supplier.standing_changed',
  'charge.succeeded',
  'invoice.paid',
];

/** Judges invites as soon as something about them becomes known, in whatever order that is. */
export const scoreReferralsOnFacts: Consumer = {
  name: 'referral-scoring',
  description: 'Says which invites of suppliers earn credit, which wait and which are fraud',
  types,
  batchSize: 200,
  replay: {
    kind: 'repeats',
    does: 'Judges the invites that these events are about again, by all that is known now; what has not changed is not told again.',
  },
  apply: async (writer, events, { clock }) => {
    const reported = events.filter(({ type }) => type === 'referral.reported').map(({ resourceId }) => resourceId);
    const suppliers = events.flatMap(({ type, supplierId }) =>
      type === 'referral.reported' || supplierId === null ? [] : [supplierId],
    );
    const invites = [...(await keepReferralFacts(writer, reported)), ...(await invitesOfSuppliers(writer, suppliers))];
    await scoreReferrals(writer, [...new Set(invites)], clock.now());
  },
};
