import Button from '@mui/material/Button';
import { Link } from 'react-router-dom';
import { AsOf, ChoiceToggle, FilterTokens, listUrl, PageHeader } from '../../platform/index.ts';
import { useMrrSeries } from './revenue-data.ts';
import { spans, type RevenueParts } from './revenue-view.ts';
import { useSegmentFilters } from './segment-filters.ts';

/** How far the page looks and at whom; both stay in the address. */
export function RevenueHeader({ view, change }: RevenueParts) {
  const { data } = useMrrSeries(view);
  const filters = useSegmentFilters();
  return (
    <PageHeader
      title="Revenue"
      hint={data && <AsOf at={data.asOf} staleAfterMinutes={5} />}
      actions={
        <>
          <ChoiceToggle
            label="Months shown"
            value={view.span}
            choices={spans.map((id) => ({ id, name: `${id} months` }))}
            onChange={(months) => change({ months: String(months) })}
          />
          <Button component={Link} to="/mrr-movements" variant="outlined">
            All movements
          </Button>
          <Button component={Link} to={restatements} variant="outlined">
            Restatements
          </Button>
          <Button component={Link} to="/mrr-months" variant="outlined">
            Months
          </Button>
        </>
      }
    >
      <FilterTokens
        definitions={filters}
        values={view.segment}
        onChange={(values) => change({ filter: JSON.stringify(values) })}
      />
    </PageHeader>
  );
}

const restatements = listUrl('mrr-movements', {
  filter: { restatement: true },
  sort: { field: 'publishedAt', order: 'DESC' },
});
