import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { dunningFiguresSchema } from '@wedsync/domain/billing';
import { getJson, Money, StatTile, usePermission } from '../../platform/index.ts';

const explain = {
  definition: 'Left to pay on invoices whose collection failed and that are still owed, at today’s rates.',
  staleAfterMinutes: 5,
};

/** What failed to come and is still owed; absent for people who may not see cases. */
export function MoneyInDunning() {
  const allowed = usePermission('dunning-cases:list');
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['dunning-cases', 'figures'],
    enabled: allowed,
    queryFn: async ({ signal }) => dunningFiguresSchema.parse(await getJson('/dunning/figures', signal)),
  });
  if (!allowed) return null;
  if (data === undefined && error !== null)
    return (
      <StatTile
        label="Money in dunning"
        value="–"
        trend={
          <>
            It could not be counted.{' '}
            <Button variant="text" size="small" onClick={() => void refetch()}>
              Try again
            </Button>
          </>
        }
        explain={explain}
      />
    );
  return (
    <StatTile
      label="Money in dunning"
      value={data && <Money amountMinor={data.openMinor} currency={data.currency} style="short" />}
      to="/dunning"
      explain={explain}
      asOf={data?.asOf}
      isPending={isPending}
    />
  );
}
