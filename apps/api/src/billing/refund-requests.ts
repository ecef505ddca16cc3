import { findRefundRequest, listRefundRequests } from '@wedsync/db/billing';
import { refundRequestFilterSchema, refundRequestSchema } from '@wedsync/domain/billing';
import { defineResource } from '../platform/index.ts';

/** What staff asked to give back, and how far it has come. */
export const refundRequests = defineResource({
  name: 'refund-requests',
  description: 'Refunds asked for by staff, from the request to the bank',
  row: refundRequestSchema,
  filter: refundRequestFilterSchema,
  list: listRefundRequests,
  show: findRefundRequest,
});
