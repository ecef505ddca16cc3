import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { get } from '../data/field-value.ts';
import { CopyId } from './CopyId.tsx';

/** What went wrong and what to do next. @example <ErrorState error={error} retry={refetch} /> */
export function ErrorState({
  error,
  retry,
  title = 'This could not be loaded',
}: {
  error: unknown;
  retry?: () => void;
  title?: string;
}) {
  const requestId = get(error, 'body.requestId');
  return (
    <Box role="alert" sx={{ display: 'grid', justifyItems: 'center', gap: 1, padding: 10, textAlign: 'center' }}>
      <Typography variant="subtitle2" component="p">
        {title}
      </Typography>
      <Typography variant="body2" color="text.secondary" sx={{ maxWidth: 480 }}>
        {error instanceof Error ? error.message : 'Something went wrong. Try again.'}
      </Typography>
      {typeof requestId === 'string' && <CopyId id={requestId} label={`Request ${requestId}`} />}
      {retry && (
        <Button onClick={retry} sx={{ marginTop: 2 }}>
          Try again
        </Button>
      )}
    </Box>
  );
}
