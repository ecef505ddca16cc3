import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import { useGetOne } from 'react-admin';
import type { BulkRunStanding } from '../data/action.ts';
import { ErrorState } from '../components/ErrorState.tsx';
import { KeyValueList } from '../components/KeyValueList.tsx';
import { SkeletonRows } from '../components/Skeletons.tsx';
import { StatusChip } from '../components/StatusChip.tsx';
import { countOf, formatCount } from '../format/count.ts';
import { formatMoney } from '../format/money.ts';
import { apiUrl } from '../http/http.ts';
import { fractionOf, isAtWork } from '../progress/bulk-progress.ts';
import { ActionButton } from './ActionButton.tsx';

const lookMs = 1_000;

/** Where a bulk run stands, what it would do or has done, and what can be done about it. */
export function BulkRunPanel({ id }: { readonly id: string }) {
  const {
    data: run,
    error,
    refetch,
  } = useGetOne<BulkRunStanding>(
    'bulk-runs',
    { id },
    { refetchInterval: ({ state }) => (state.data === undefined || isAtWork(state.data) ? lookMs : lookMs * 5) },
  );
  if (run === undefined)
    return error === null ? <SkeletonRows rows={4} /> : <ErrorState error={error} retry={() => void refetch()} />;
  const { state, counts, total, secondPerson, refusals } = run;
  return (
    <Box sx={{ display: 'grid', gap: 4 }}>
      <Box role="status" sx={{ display: 'flex', alignItems: 'center', gap: 2 }}>
        <StatusChip status={state} />
        {words[state]}
      </Box>
      {isAtWork(run) && <LinearProgress aria-label={run.title} variant="determinate" value={fractionOf(run) * 100} />}
      {run.error !== null && <Alert severity="error">{run.error}</Alert>}
      <KeyValueList items={factsOf(run)} />
      {state === 'ready' && secondPerson !== null && (
        <Alert severity="info">{secondPerson}: a second person has to agree before it starts.</Alert>
      )}
      {refusals.length > 0 && (
        <Box component="ul" aria-label="Why not" sx={{ margin: 0, paddingLeft: 4 }}>
          {refusals.map(({ why, count }) => (
            <li key={why}>
              {formatCount(count)}: {why}
            </li>
          ))}
        </Box>
      )}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2 }}>
        {state === 'ready' && (
          <ActionButton
            resource="bulk-runs"
            id={id}
            verb="start"
            label={`${run.title}: ${countOf(counts.allowed ?? 0, 'record')}`}
            variant="contained"
          />
        )}
        {(state === 'ready' || isAtWork(run)) && (
          <ActionButton resource="bulk-runs" id={id} verb="cancel" label="Cancel it" />
        )}
        {notDone(run) > 0 && (
          <Button component="a" href={`${apiUrl}/bulk-runs/${id}/outcome.csv?state=refused,failed`} download>
            Those not done (CSV)
          </Button>
        )}
        {state !== 'checking' && (
          <Button component="a" href={`${apiUrl}/bulk-runs/${id}/outcome.csv`} download>
            All {formatCount(total)} (CSV)
          </Button>
        )}
      </Box>
    </Box>
  );
}

const words: Readonly<Record<BulkRunStanding['state'], string>> = {
  checking: 'Each record is being checked; nothing is done.',
  ready: 'Checked. Nothing has been done yet.',
  running: 'Each record is being done by itself. You may leave this page.',
  done: 'Every record has had its turn.',
  cancelled: 'Cancelled: what was done stays done, the rest is as it was.',
  failed: 'It could not go on: what was done stays done.',
};

function factsOf({ total, counts, amounts, waitingEach, startedAt }: BulkRunStanding) {
  const count = (state: keyof BulkRunStanding['counts']) => counts[state] ?? 0;
  return [
    { label: 'Records that match', value: formatCount(total) },
    { label: startedAt === null ? 'Can be done' : 'Left to do', value: formatCount(count('allowed')) },
    { label: 'Done', value: formatCount(count('succeeded')) },
    { label: 'Waiting for a second person', value: formatCount(count('awaiting_approval')) },
    { label: 'Refused or failed', value: formatCount(count('refused') + count('failed')) },
    ...(waitingEach === 0 ? [] : [{ label: 'Above your limits each', value: formatCount(waitingEach) }]),
    ...amounts.map(({ amountMinor, currency }) => ({ label: 'Money', value: formatMoney(amountMinor, currency) })),
  ];
}

function notDone({ counts }: BulkRunStanding): number {
  return (counts.refused ?? 0) + (counts.failed ?? 0);
}
