import { findRefundTarget } from '@wedsync/db/billing';
import { leftToRefund } from '@wedsync/domain/billing';
import { Forbidden, mayDo, NotFound } from '@wedsync/domain/platform';
import { Router } from 'express';
import { contextFor, type ApiServices } from '../platform/index.ts';

/** What of a charge could be refunded, line by line: the refund form shows it before anything is asked for. */
export function refundableRoutes(services: ApiServices): Router {
  const contextOf = contextFor(services);
  const router = Router();
  router.get('/charges/:id/refundable', async (req, res) => {
    const { store, actor, principal } = contextOf(req);
    if (!mayDo(principal, 'charges:show')) throw Forbidden({ why: 'Your role does not include charges:show.' });
    const target = await store.read(actor, (reader) => findRefundTarget(reader, req.params.id));
    if (target === undefined) throw NotFound({ what: 'charge', id: req.params.id });
    const { facts, businessName } = target;
    res.json({
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
    });
  });
  return router;
}
