import {
  ErrorState,
  ExplainPopover,
  ExportButton,
  FigureTable,
  moneyCell,
  Section,
  SkeletonLine,
  textCell,
} from '../../platform/index.ts';
import { longMonth } from './mrr-words.ts';
import { useViewLines } from './revenue-data.ts';
import { movementsUrl, type RevenueView } from './revenue-view.ts';

const columns = [
  'Month',
  'Effective MRR',
  'Discounts that end',
  'As Stripe counts',
  'Scheduled to end',
  'Committed MRR',
];

/** From our figure to Stripe's and to what is committed, month by month, so that finance can tie them out. */
export function StripeBridge({ view }: { readonly view: RevenueView }) {
  const { data, error, isPending, refetch } = useViewLines(view);
  const rows = (data?.months ?? []).toReversed().map(({ month, netMinor, stripeMinor, committedMinor }) => ({
    key: month,
    cells: [
      textCell(longMonth(month)),
      moneyCell(netMinor, 'GBP', movementsUrl(view.segment, { monthTo: month })),
      moneyCell(stripeMinor - netMinor, 'GBP'),
      moneyCell(stripeMinor, 'GBP', movementsUrl(view.segment, { monthTo: month, view: 'stripe' })),
      moneyCell(committedMinor - netMinor, 'GBP'),
      moneyCell(committedMinor, 'GBP', movementsUrl(view.segment, { monthTo: month, view: 'committed' })),
    ],
  }));
  return (
    <Section
      title="Bridge to Stripe’s figure"
      padded={false}
      actions={
        <>
          <ExplainPopover
            name="Bridge to Stripe’s figure"
            definition="Stripe lowers MRR only by discounts that last for ever; we lower it by every discount that repeats, while it runs. Everything else is counted alike. Committed MRR leaves out what is already scheduled to end."
            formula="effective + discounts that end = as Stripe counts; effective + scheduled to end = committed"
            source="Movements of MRR in each view"
          />
          <ExportButton name="mrr-bridge" columns={columns} rows={rows} />
        </>
      }
    >
      {error !== null && data === undefined ? (
        <ErrorState error={error} retry={() => void refetch()} title="The bridge could not be read" />
      ) : isPending ? (
        <SkeletonLine height={160} />
      ) : (
        <FigureTable label="Bridge to Stripe’s figure" columns={columns} rows={rows} />
      )}
    </Section>
  );
}
