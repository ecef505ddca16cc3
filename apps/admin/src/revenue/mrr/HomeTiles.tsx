import { calendarDate } from '@wedsync/domain/platform';
import { netNewMinor } from '@wedsync/domain/revenue';
import { formatMoney, Money, Sparkline, StatTile, useNow, usePermission } from '../../platform/index.ts';
import { movementLooks } from './mrr-words.ts';
import { RateTile } from './RateCards.tsx';
import { useMrrSeries } from './revenue-data.ts';
import { movementsUrl, readRevenueView, type RevenueView } from './revenue-view.ts';

/** What the first page says of revenue: what this month won and lost so far, and the rates of a year as the revenue page reckons them. */
export function RevenueTiles() {
  const month = calendarDate(new Date(useNow())).slice(0, 7);
  if (!usePermission('mrr-movements:list')) return null;
  const view = readRevenueView(new URLSearchParams(), month);
  const months = `${view.span} months`;
  return (
    <>
      <NetNew view={view} />
      <RateTile label="Net revenue retention" view={view} months={months} />
      <RateTile label="Logo churn" view={view} months={months} />
    </>
  );
}

const netNewTypes = movementLooks.map(({ type }) => type).filter((type) => type !== 'fx_impact');

function NetNew({ view }: { readonly view: RevenueView }) {
  const { data, error, isPending } = useMrrSeries(view);
  const history = (data?.segments[0]?.months ?? []).map(({ amounts }) => netNewMinor(amounts));
  const [before, now] = history.slice(-2);
  const failed = data === undefined && error !== null;
  return (
    <StatTile
      label="Net new MRR"
      value={now === undefined ? '–' : <Money amountMinor={now} currency="GBP" style="short" />}
      isPending={isPending}
      sparkline={history.length > 1 && <Sparkline values={history} label={`Net new MRR over ${view.span} months`} />}
      trend={
        <small>
          {failed && 'It could not be worked out'}
          {before !== undefined && `this month; ${formatMoney(before, 'GBP', 'short')} last month`}
        </small>
      }
      to={movementsUrl({}, { monthFrom: view.month, monthTo: view.month, type: netNewTypes })}
      explain={{
        definition:
          'What MRR won and lost since the month began, in pounds. What other days’ exchange rates did to it is left out.',
        formula: 'new + reactivation + expansion − contraction − churn',
        source: 'Movements of MRR in this month',
        staleAfterMinutes: 5,
      }}
      asOf={data?.asOf}
    />
  );
}
