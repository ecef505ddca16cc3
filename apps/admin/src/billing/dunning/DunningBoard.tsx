import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { dunningStages, type DunningCase, type DunningStage } from '@wedsync/domain/billing';
import { useGetList } from 'react-admin';
import { Link, useSearchParams } from 'react-router-dom';
import {
  anyOf,
  EmptyState,
  ErrorState,
  type FilterDefinition,
  FilterTokens,
  listUrl,
  Money,
  Page,
  PageHeader,
  SkeletonRows,
  useSession,
} from '../../platform/index.ts';
import { DunningCard } from './DunningCard.tsx';
import { DunningFiguresRow } from './DunningFiguresRow.tsx';
import { classChoices, stageWords } from './dunning-words.tsx';
import { RecoveryTables } from './RecoveryTables.tsx';

/** More open cases than this are a list's business. */
const mostOnBoard = 200;
const columns: readonly (DunningStage | null)[] = [
  null,
  ...dunningStages.filter((stage) => stage !== 'cancel' && stage !== 'win_back'),
];

/** Money that failed to come, by how far dunning is: what is at stake, what helps, what happens next and when. */
export default function DunningBoard() {
  const { filter, filters, change } = useBoardFilter();
  const { data, error, isPending, refetch } = useGetList<DunningCase>('dunning-cases', {
    filter: { state: ['open'], ...filter },
    sort: { field: 'amountMinor', order: 'DESC' },
    pagination: { page: 1, perPage: mostOnBoard },
  });
  return (
    <Page>
      <PageHeader
        title="Dunning"
        actions={
          <Button
            component={Link}
            to={listUrl('dunning-cases', { filter: { state: ['open'], ...filter } })}
            variant="outlined"
          >
            As a list
          </Button>
        }
      />
      <DunningFiguresRow />
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2 }}>
        <FilterTokens definitions={filters} values={filter} onChange={change} />
      </Box>
      {error && <ErrorState error={error} retry={() => void refetch()} />}
      {isPending && <SkeletonRows rows={8} />}
      {data?.length === 0 && (
        <EmptyState title="No payment is in trouble">
          When a bank declines a renewal, the case appears here with what to do about it.
        </EmptyState>
      )}
      {data !== undefined && data.length > 0 && (
        <Box
          sx={{
            display: 'grid',
            gap: 3,
            gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 180px), 1fr))',
            alignItems: 'start',
          }}
        >
          {columns.map((stage) => (
            <Column key={stage ?? 'none'} stage={stage} cases={data.filter((row) => row.stage === stage)} />
          ))}
        </Box>
      )}
      <RecoveryTables />
    </Page>
  );
}

function Column({ stage, cases }: { readonly stage: DunningStage | null; readonly cases: readonly DunningCase[] }) {
  const sums = new Map<string, number>();
  for (const { currency, amountMinor } of cases) sums.set(currency, (sums.get(currency) ?? 0) + amountMinor);
  return (
    <Box
      component="section"
      aria-label={stage === null ? 'Just failed' : stageWords[stage]}
      sx={{ display: 'grid', gap: 2, minWidth: 0, gridTemplateColumns: 'minmax(0, 1fr)' }}
    >
      <Box sx={{ display: 'flex', gap: 2, alignItems: 'baseline', flexWrap: 'wrap' }}>
        <Typography variant="h3" component="h2">
          {stage === null ? 'Just failed' : stageWords[stage]}
        </Typography>
        <Typography variant="body2" color="text.secondary" className="tabular">
          {cases.length}
        </Typography>
        {[...sums].map(([currency, amountMinor]) => (
          <Typography key={currency} variant="body2" color="text.secondary" component="span">
            <Money amountMinor={amountMinor} currency={currency} />
          </Typography>
        ))}
      </Box>
      {cases.map((row) => (
        <DunningCard key={row.id} row={row} />
      ))}
    </Box>
  );
}

/** The filter lives in the address, so a board can be shared. */
function useBoardFilter() {
  const me = useSession()?.staff.id ?? '';
  const [search, setSearch] = useSearchParams();
  const classes = search.getAll('class');
  const owner = search.get('owner');
  const filters: readonly FilterDefinition[] = [
    anyOf('declineClass', 'Why', classChoices),
    { source: 'ownerId', label: 'Owner', kind: 'choice', choices: [{ id: me, name: 'Me' }] },
  ];
  const filter = {
    ...(classes.length === 0 ? {} : { declineClass: classes }),
    ...(owner === null ? {} : { ownerId: owner }),
  };
  const change = (values: Readonly<Record<string, unknown>>) => {
    const next = new URLSearchParams();
    const chosen: readonly unknown[] = Array.isArray(values.declineClass) ? values.declineClass : [];
    for (const one of chosen) next.append('class', String(one));
    if (typeof values.ownerId === 'string') next.set('owner', values.ownerId);
    setSearch(next);
  };
  return { filter, filters, change };
}
