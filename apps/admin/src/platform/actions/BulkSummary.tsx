import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import { useGetRecordRepresentation, useListContext } from 'react-admin';
import { Link } from 'react-router-dom';
import type { BulkOutcome } from '../data/action.ts';
import { countOf } from '../format/count.ts';
import { endings } from './run-outcome.ts';

/** How it went: how many are done, which wait for a second person, and which were refused with the reason. */
export function BulkSummary({ outcome, noun }: { readonly outcome: BulkOutcome; readonly noun: string }) {
  const { succeeded, awaitingApproval, failed } = outcome;
  return (
    <Box role="status" sx={{ display: 'grid', gap: 3 }}>
      {endings(succeeded).map(({ words, count }) => (
        <Alert key={words} severity="success">
          {countOf(count, noun)}: {words}
        </Alert>
      ))}
      {awaitingApproval.length > 0 && (
        <Alert severity="info">
          {countOf(awaitingApproval.length, noun)} waiting for a second person; see{' '}
          <Link to="/approvals">approvals</Link>.
        </Alert>
      )}
      {failed.length > 0 && (
        <>
          <Alert severity="error">{countOf(failed.length, noun)} not done; they stay selected.</Alert>
          <Refused failed={failed} />
        </>
      )}
    </Box>
  );
}

function Refused({ failed }: Pick<BulkOutcome, 'failed'>) {
  const { resource, data = [] } = useListContext();
  const wordsFor = useGetRecordRepresentation(resource);
  const nameOf = (id: string) => {
    const record = data.find((row) => String(row.id) === id);
    return record === undefined ? id : wordsFor(record);
  };
  return (
    <Box component="ul" aria-label="Not done" sx={{ margin: 0, paddingLeft: 4, maxHeight: 240, overflowY: 'auto' }}>
      {failed.map(({ id, error }) => (
        <li key={id}>
          <strong>{nameOf(id)}</strong>: {error}
        </li>
      ))}
    </Box>
  );
}
