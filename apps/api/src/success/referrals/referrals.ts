import { findReferral, listReferrals, referralFigures } from '@wedsync/db/success';
import { referralFiguresSchema, referralFilterSchema, referralSchema } from '@wedsync/domain/success';
import { Router } from 'express';
import { contextFor, defineResource, permitted, type ApiServices, type DoorNote } from '../../platform/index.ts';

/** Who invited whom, and what became of it. */
export const referrals = defineResource({
  name: 'referrals',
  description: 'Invites of suppliers to colleagues: accepted by whom, credited, waiting, refused or fraud, and why',
  row: referralSchema,
  filter: referralFilterSchema,
  list: listReferrals,
  show: findReferral,
});

/** `GET /api/referral-figures`: K, cycle time and super-connectors, as measured last. */
export function referralRoutes(services: ApiServices): Router {
  const contextOf = contextFor(services);
  const router = Router();
  router.get('/referral-figures', async (req, res) => {
    const { store, actor } = permitted(contextOf(req), 'referrals:list');
    res.json(await store.read(actor, referralFigures));
  });
  return router;
}

export const referralDoors: readonly DoorNote[] = [
  {
    method: 'get',
    path: '/referral-figures',
    summary:
      'How far suppliers carry the product: K overall and by cohort, type and region, cycle time, super-connectors',
    auth: 'session',
    response: referralFiguresSchema,
  },
];
