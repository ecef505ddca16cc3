import { useQuery } from '@tanstack/react-query';
import { fxStandingSchema } from '@wedsync/domain/revenue';
import {
  countOf,
  ErrorState,
  formatDate,
  getJson,
  listUrl,
  StatRow,
  StatTile,
  ToneChip,
} from '../../platform/index.ts';

const shownFirst = ['EUR', 'USD', 'AUD'];

/** The newest rate of the currencies suppliers pay in, with its day and age. */
export function NewestRates() {
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['revenue', 'fx'],
    queryFn: async ({ signal }) => fxStandingSchema.parse(await getJson('/revenue/fx', signal)),
  });
  if (error !== null && data === undefined) return <ErrorState error={error} retry={() => void refetch()} />;
  return (
    <StatRow>
      {shownFirst.map((currency) => {
        const rate = data?.currencies.find((one) => one.currency === currency);
        return (
          <StatTile
            key={currency}
            label={`1 ${currency} in pounds`}
            isPending={isPending}
            value={rate?.gbpPerUnit ?? '–'}
            to={listUrl('fx-rates', { filter: { currency: [currency] } })}
            trend={
              rate && (
                <ToneChip tone={rate.stale ? 'critical' : 'neutral'}>
                  {`${formatDate(rate.day)}, ${rate.stale ? 'too old' : countOf(rate.ageDays, 'day')}${rate.stale ? '' : ' old'}`}
                </ToneChip>
              )
            }
            explain={{
              definition:
                'What one unit was worth at the last published close. On days without a rate the last one before counts; after seven days it counts as missing.',
              formula: 'pounds for one euro / units for one euro',
              source: data?.source ?? 'Nothing taken in yet',
              asOf: data?.lastImportAt,
            }}
          />
        );
      })}
    </StatRow>
  );
}
