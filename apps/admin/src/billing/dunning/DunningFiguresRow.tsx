import { Money, StatRow, StatTile, listUrl } from '../../platform/index.ts';
import { useDunningFigures } from './dunning-data.ts';

const definition =
  'Left to pay on invoices whose collection failed and that are still owed, in the reporting currency at today’s rates.';

/** What is at stake now. */
export function DunningFiguresRow() {
  const { data, isPending } = useDunningFigures();
  const count = (value: number | undefined) => <span className="tabular">{value ?? '–'}</span>;
  const to = (filter: Readonly<Record<string, unknown>>) => listUrl('dunning-cases', { filter });
  return (
    <StatRow>
      <StatTile
        label="Money in dunning"
        value={data && <Money amountMinor={data.openMinor} currency={data.currency} />}
        to={to({ state: ['open'] })}
        explain={{ definition }}
        asOf={data?.asOf}
        isPending={isPending}
      />
      <StatTile label="Open cases" value={count(data?.openCases)} to={to({ state: ['open'] })} isPending={isPending} />
      <StatTile
        label="Read-only"
        value={count(data?.restricted)}
        to={to({ state: ['open'], access: ['read_only'] })}
        isPending={isPending}
      />
      <StatTile
        label="Suspended"
        value={count(data?.suspended)}
        to={to({ state: ['open'], access: ['suspended'] })}
        isPending={isPending}
      />
    </StatRow>
  );
}
