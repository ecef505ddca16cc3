import { findRefundTarget } from '@wedsync/db/billing';
import { leftToRefund } from '@wedsync/domain/billing';
import { NotFound } from '@wedsync/domain/platform';
import { defineDoor } from '../platform/index.ts';

/** The refund form shows it before anything is asked for. */
export const refundableDoor = defineDoor({
  method: 'get',
  path: '/charges/{id}/refundable',
  summary: 'What of a charge could be refunded, line by line',
  permission: 'charges:show',
  async answer({ store, actor, params: { id } }) {
    const target = await store.read(actor, (reader) => findRefundTarget(reader, id));
    if (target === undefined) throw NotFound({ what: 'charge', id });
    const { facts, businessName } = target;
    return {
      businessName,
      currency: facts.currency,
      capturedMinor: facts.capturedMinor,
      refundedMinor: facts.refundedMinor,
      creditedMinor: facts.creditedMinor,
      waitingMinor: facts.waitingMinor,
      heldMinor: facts.heldMinor,
      leftMinor: leftToRefund(facts),
      disputed: facts.disputed,
      inquiry: facts.inquiry,
      monthMinor: facts.monthMinor,
      invoice: facts.invoice,
    };
  },
});
