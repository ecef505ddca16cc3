import Button from '@mui/material/Button';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import { Link } from 'react-router-dom';
import { AsOf, FilterTokens, listUrl, PageHeader } from '../../platform/index.ts';
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
          <ToggleButtonGroup
            exclusive
            size="small"
            aria-label="Months shown"
            value={view.span}
            onChange={(_event, months: number | null) => months !== null && change({ months: String(months) })}
          >
            {spans.map((months) => (
              <ToggleButton key={months} value={months}>
                {months} months
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
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
