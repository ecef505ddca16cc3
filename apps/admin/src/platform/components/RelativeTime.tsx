import Tooltip from '@mui/material/Tooltip';
import { formatExact, formatRelative } from '../format/time.ts';
import { useNow } from '../hooks/use-now.ts';

/** "3 minutes ago" with the exact time on hover. @example <RelativeTime at={record.lastSeenAt} /> */
export function RelativeTime({ at, missing = '–' }: { at: string | null | undefined; missing?: string }) {
  const nowMs = useNow();
  if (!at) return <span>{missing}</span>;
  return (
    <Tooltip title={formatExact(at)}>
      <time dateTime={at} style={{ whiteSpace: 'nowrap' }}>
        {formatRelative(at, nowMs)}
      </time>
    </Tooltip>
  );
}
