import { balanceReply } from '../billing/balance.ts';
import { id, integer, text } from './params.ts';
import { getRoute, listRoute, route, type Route } from './route.ts';

export const balanceRoutes: readonly Route[] = [
  route('GET', '/v1/balance', {}, (kernel) => balanceReply(kernel)),
  getRoute('balance_transaction', '/v1/balance_transactions/:id'),
  listRoute('balance_transaction', '/v1/balance_transactions', {
    filters: { currency: text.optional(), payout: id.optional(), source: id.optional(), type: text.optional() },
    by: ({ payout, source }) => {
      if (payout !== undefined) return { field: 'payout', value: payout };
      return source === undefined ? undefined : { field: 'source', value: source };
    },
    where:
      ({ currency, type, source }) =>
      (row) =>
        (currency === undefined || row.currency === currency) &&
        (type === undefined || row.type === type) &&
        (source === undefined || row.source === source),
  }),
  getRoute('payout', '/v1/payouts/:id'),
  listRoute('payout', '/v1/payouts', {
    filters: {
      arrival_date: integer.optional(),
      destination: id.optional(),
      status: text.optional(),
    },
    where:
      ({ status, arrival_date }) =>
      (row) =>
        (status === undefined || row.status === status) &&
        (arrival_date === undefined || row.arrival_date === arrival_date),
  }),
];
