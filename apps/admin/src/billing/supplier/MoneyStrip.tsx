import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { type MoneyMonth, moneyMonthSchema } from '@wedsync/domain/billing';
import { z } from 'zod';
import { BarChart, EmptyState, ErrorState, formatMoney, getJson, Section, SkeletonRows } from '../../platform/index.ts';
import type { SupplierSlotProps } from '../../suppliers/index.ts';

const monthsSchema = z.array(moneyMonthSchema);

/** Twelve months of money: paid, failed, refunded. */
export default function MoneyStrip({ supplier }: SupplierSlotProps) {
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['charges', 'money-months', supplier.id],
    queryFn: async () =>
      monthsSchema.parse(await getJson(`/suppliers/${encodeURIComponent(supplier.id)}/money-months`)),
  });
  return (
    <Section title="Money, 12 months" padded>
      {isPending && <SkeletonRows rows={3} />}
      {error && <ErrorState error={error} retry={() => void refetch()} />}
      {data?.length === 0 && (
        <EmptyState title="No payments yet">
          What this supplier pays, fails to pay and gets back appears here month by month.
        </EmptyState>
      )}
      {data &&
        [...new Set(data.map(({ currency }) => currency))].map((currency) => (
          <Months key={currency} currency={currency} months={data.filter((month) => month.currency === currency)} />
        ))}
    </Section>
  );
}

function Months({ currency, months }: { readonly currency: string; readonly months: readonly MoneyMonth[] }) {
  return (
    <Box sx={{ minHeight: 160 }}>
      <BarChart
        label={`Payments by month in ${currency}`}
        categories={months.map(({ month }) => month)}
        series={[
          { label: 'Paid', values: months.map(({ paidMinor }) => paidMinor), tone: 'positive' },
          { label: 'Failed', values: months.map(({ failedMinor }) => failedMinor), tone: 'critical' },
          {
            label: 'Refunded',
            values: months.map(({ refundedMinor }) => refundedMinor),
            tone: 'neutral',
          },
        ]}
        format={(value) => formatMoney(value, currency)}
        height={160}
      />
    </Box>
  );
}
