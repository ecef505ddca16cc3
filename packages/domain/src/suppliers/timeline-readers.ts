import type { Permission } from '@wedsync/domain/platform';

/** Kinds of timeline entries that tell of records not everybody may list; every other kind is for all who may read the timeline. */
export const timelineReaders: Readonly<Record<string, Permission>> = {
  payment: 'charges:list',
  refund: 'refunds:list',
  invoice: 'invoices:list',
  billing: 'invoices:list',
  dispute: 'disputes:list',
  dunning: 'dunning-cases:list',
  referral: 'referrals:list',
};
