import { findReferral, listReferrals, referralFigures } from '@wedsync/db/success';
import { referralFiguresSchema, referralFilterSchema, referralSchema } from '@wedsync/domain/success';
import { defineDoor, defineResource } from '../../platform/index.ts';

/** Who invited whom, and what became of it. */
export const referrals = defineResource({
  name: 'referrals',
  description: 'Invites of suppliers to colleagues: accepted by whom, credited, waiting, refused or fraud, and why',
  row: referralSchema,
  filter: referralFilterSchema,
  list: listReferrals,
  show: findReferral,
});

export const referralFiguresDoor = defineDoor({
  method: 'get',
  path: '/referral-figures',
  summary:
    'How far suppliers carry the product: K overall and by cohort, type and region, cycle time, super-connectors',
  permission: 'referrals:list',
  response: referralFiguresSchema,
  answer: ({ store, actor }) => store.read(actor, referralFigures),
});
