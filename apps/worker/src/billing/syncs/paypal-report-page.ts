import type { SyncRejection } from '@wedsync/domain/billing';
import { z } from 'zod';
import type { PaypalGateway } from '../gateways/paypal.ts';
import { reportRow, type ReportRow } from '../paypal/report.ts';
import { readEach } from './rejections.ts';

const pageSize = 500;

/** One page of a window; PayPal refuses windows of more than 31 days. */
export type ReportWindow = { readonly start: string; readonly end: string; readonly page: number };

export type ReportPage = {
  readonly rows: readonly ReportRow[];
  /** Rows that could not be read, each with the reason. */
  readonly unreadable: readonly SyncRejection[];
  readonly pages: number;
  /** Up to when the report knows everything; null when it does not say. */
  readonly refreshedAt: Date | null;
};

const answer = z.looseObject({
  transaction_details: z.array(z.unknown()).default([]),
  total_pages: z.int().min(0).default(0),
  last_refreshed_datetime: z.string().optional(),
});

/** One page of PayPal's report. One row that cannot be read keeps none of the others from being so. */
export async function reportPage({ client }: PaypalGateway, { start, end, page }: ReportWindow): Promise<ReportPage> {
  const query = new URLSearchParams({
    start_date: start,
    end_date: end,
    fields: 'transaction_info',
    balance_affecting_records_only: 'Y',
    page_size: String(pageSize),
    page: String(page),
  });
  const found = answer.parse(await client.get(`/v1/reporting/transactions?${query.toString()}`));
  const refreshed = found.last_refreshed_datetime;
  const refreshedAt = refreshed === undefined ? null : new Date(refreshed.replace(/\+0000$/, 'Z'));
  const { good, rejections } = readEach(found.transaction_details, (row) => reportRow.parse(row), nameOf);
  return { rows: good, unreadable: rejections, pages: found.total_pages, refreshedAt };
}

const named = z.object({
  transaction_info: z.object({
    transaction_id: z.string().min(1).catch('without an id'),
    transaction_event_code: z.string().min(1).catch('row of the report'),
  }),
});

function nameOf(row: unknown): { kind: string; id: string } {
  const info = named.safeParse(row).data?.transaction_info;
  return { kind: info?.transaction_event_code ?? 'row of the report', id: info?.transaction_id ?? 'without an id' };
}
