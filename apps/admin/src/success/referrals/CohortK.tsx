import type { MeasuredReferrals } from '@wedsync/domain/success';
import {
  ChartTable,
  countCell,
  EmptyState,
  ExplainPopover,
  formatDate,
  LineChart,
  Section,
  textCell,
} from '../../platform/index.ts';
import { kWords, monthWords } from './figure-words.ts';

const columns = ['First paid in', 'Customers', 'Inviting', 'Invites', 'Paying', 'K (95 %)'];

/** K of those who became customers in the same month, by what they invited in their first 90 days. */
export function CohortK({ groups }: { readonly groups: MeasuredReferrals['groups'] }) {
  const cohorts = groups.filter(({ dimension }) => dimension === 'cohort');
  const known = cohorts.filter(({ k }) => k !== null);
  const rows = cohorts.map((cohort) => ({
    key: cohort.value,
    cells: [
      textCell(monthWords(cohort.value)),
      countCell(cohort.customers),
      countCell(cohort.senders),
      countCell(cohort.invites),
      countCell(cohort.paid),
      textCell(cohort.standsFrom === null ? kWords(cohort) : `Open until ${formatDate(cohort.standsFrom)}`),
    ],
  }));
  return (
    <Section
      title="K by cohort"
      actions={
        <ExplainPopover
          name="K by cohort"
          definition="Customers by the month of their first payment: what they invited in their first 90 days, and who of these paid within 90 days of the invite. A month is open until all of that is over; a month of fewer than 30 customers or 10 invites has no K."
          formula="K = paying invitees / customers of the month"
          source="Invites, suppliers, first paid invoices"
        />
      }
    >
      {known.length === 0 ? (
        <EmptyState title="No month has enough data yet">
          A month needs 30 customers, 10 invites and 180 days. What is known so far stands in the table.
        </EmptyState>
      ) : (
        <LineChart
          label="K of customers by the month of their first payment, with the ends of its 95 % interval"
          categories={known.map(({ value }) => monthWords(value))}
          series={[
            { label: 'K', values: known.map(({ k }) => k?.value ?? null), tone: 'accent' },
            { label: 'At least', values: known.map(({ k }) => k?.low ?? null), tone: 'neutral' },
            { label: 'At most', values: known.map(({ k }) => k?.high ?? null), tone: 'neutral' },
          ]}
          format={(value) => value.toFixed(2)}
        />
      )}
      {cohorts.length > 0 && <ChartTable label="K by month of the first payment" columns={columns} rows={rows} />}
    </Section>
  );
}
