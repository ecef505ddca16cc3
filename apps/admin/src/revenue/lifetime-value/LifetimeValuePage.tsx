import Button from '@mui/material/Button';
import type { RetentionCurveRow } from '@wedsync/domain/revenue';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import {
  AsOf,
  ChoiceToggle,
  EmptyState,
  ErrorState,
  formatMoney,
  Page,
  PageHeader,
  Section,
  SkeletonRows,
  StatRow,
  StatTile,
} from '../../platform/index.ts';
import { CurveChart } from './CurveChart.tsx';
import { SegmentValues } from './SegmentValues.tsx';
import { indicativeWords, reasonWords, useCurves } from './value-data.ts';

const intervals = [
  { id: 'month', name: 'Monthly plans' },
  { id: 'year', name: 'Annual plans' },
] as const;

const pounds = (minor: number | null | undefined) =>
  minor === null || minor === undefined ? '–' : formatMoney(minor, 'GBP');

/** What customers are worth: by segment with interval and method, how long they stay, and how well that was foreseen. */
export default function LifetimeValuePage() {
  const [interval, setInterval] = useState<'month' | 'year'>('month');
  const [chosen, choose] = useState<number | null>(null);
  const { data: curves, error, isPending, refetch } = useCurves(interval);
  const curve = curves?.find(({ id }) => id === chosen) ?? curves?.find(({ level }) => level === 'all');
  return (
    <Page>
      <PageHeader
        title="Lifetime value"
        hint={curve && <AsOf at={curve.checkedAt ?? curve.fittedAt} staleAfterMinutes={26 * 60} />}
        actions={
          <>
            <ChoiceToggle label="Billing interval" value={interval} choices={intervals} onChange={setInterval} />
            <Button component={Link} to="/supplier-values" variant="outlined">
              By supplier
            </Button>
          </>
        }
      />
      {isPending && <SkeletonRows rows={6} />}
      {error && <ErrorState error={error} retry={() => void refetch()} />}
      {curves?.length === 0 && (
        <Section>
          <EmptyState title="Not enough data">
            Fewer than fifty customers have begun to pay by this interval. A curve appears within minutes of the
            fiftieth.
          </EmptyState>
        </Section>
      )}
      {curve && <Tiles curve={curve} />}
      {curves && curves.length > 0 && <SegmentValues curves={curves} chosen={curve?.id ?? null} choose={choose} />}
      {curve && <CurveChart curve={curve} />}
    </Page>
  );
}

function Tiles({ curve }: { readonly curve: RetentionCurveRow }) {
  const { headline, base, simple, margin, terms } = curve;
  const words = `Gross margin ${terms.grossMargin * 100} %, discount ${terms.annualDiscount * 100} % a year, capped at ${terms.capMonths} months, the first payment now.`;
  return (
    <StatRow>
      <StatTile
        label="Lifetime value of a new customer"
        value={pounds(headline.valueMinor)}
        trend={
          headline.valueMinor === null
            ? reasonWords(headline.reason)
            : [`${pounds(headline.lowerMinor)} to ${pounds(headline.upperMinor)}`, indicativeWords(curve)]
                .filter((words) => words !== null)
                .join('; ')
        }
        explain={{
          definition: `Survival-based, discounted and capped, with its 95 % interval. ${words}`,
          formula: 'sum S(t) x MRR x margin / (1+d)^(t/12)',
          source: curve.methodVersion,
        }}
      />
      <StatTile
        label="Simple value"
        value={pounds(simple.valueMinor)}
        trend={simple.valueMinor === null ? reasonWords(simple.reason) : `with margin ${pounds(margin.valueMinor)}`}
        explain={{
          definition:
            'Average MRR over churn. Overstates wherever loyalty grows with tenure; shown beside the headline, never instead of it.',
          formula: 'ARPA / churn',
        }}
      />
      <StatTile
        label="Value of the base"
        value={pounds(base?.valueMinor)}
        trend={base === null ? 'Not enough data' : `naive ${pounds(base.naiveMinor)}`}
        explain={{
          definition:
            'What all who pay now are still worth by tenure, without the cap, next to what one constant rate of renewal would say.',
          formula: 'margin x sum N(m) x DERL(m)',
        }}
      />
      <StatTile
        label="LTV : CAC"
        value="Not enough data"
        explain={{
          definition:
            'What a customer is worth for each pound spent on winning it. No marketing spend is recorded yet, so there is no figure.',
        }}
      />
    </StatRow>
  );
}
