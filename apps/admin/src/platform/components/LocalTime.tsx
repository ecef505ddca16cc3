import Tooltip from '@mui/material/Tooltip';
import { useRecordContext } from 'react-admin';
import { get } from '../data/field-value.ts';
import { formatLocalTime } from '../format/time.ts';
import { useNow } from '../hooks/use-now.ts';

/** The time on somebody's wall now. @example <LocalTime timeZone="Australia/Sydney" /> */
export function LocalTime({ timeZone }: { timeZone: string | null | undefined }) {
  const nowMs = useNow();
  if (!timeZone) return <span>–</span>;
  return (
    <Tooltip title={`Their local time (${timeZone})`}>
      <span className="tabular">{formatLocalTime(nowMs, timeZone)}</span>
    </Tooltip>
  );
}

/** Local time of the current record's zone. @example <LocalTimeField source="timeZone" /> */
export function LocalTimeField({ source = 'timeZone' }: { source?: string; label?: string }) {
  const timeZone = get(useRecordContext(), source);
  return <LocalTime timeZone={typeof timeZone === 'string' ? timeZone : null} />;
}
