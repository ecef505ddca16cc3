import Tooltip from '@mui/material/Tooltip';
import { formatDate, ToneChip, useNow } from '../../platform/index.ts';
import { daysUntil, inDays } from '../figures.ts';

const soonDays = 7;

/** The day of the next wedding; a chip when it is within the week. */
export function NextWedding({ date }: { readonly date: string | null }) {
  const nowMs = useNow();
  if (date === null) return <>–</>;
  const days = daysUntil(date, nowMs);
  if (days > soonDays) return <span className="tabular">{formatDate(date)}</span>;
  return (
    <Tooltip title={formatDate(date)}>
      <span>
        <ToneChip tone="caution">{inDays(days)}</ToneChip>
      </span>
    </Tooltip>
  );
}
