import Tooltip from '@mui/material/Tooltip';
import { useRecordContext } from 'react-admin';
import { get } from '../data/field-value.ts';
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

/** Relative time of a field of the current record. @example <RelativeTimeField source="createdAt" /> */
export function RelativeTimeField({ source, missing }: { source: string; missing?: string; label?: string }) {
  const at = get(useRecordContext(), source);
  return <RelativeTime at={typeof at === 'string' ? at : null} missing={missing} />;
}
