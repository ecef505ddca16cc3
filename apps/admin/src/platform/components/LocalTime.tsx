import Tooltip from '@mui/material/Tooltip';
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
