import Box from '@mui/material/Box';
import type { Task } from '@wedsync/domain/suppliers';
import { formatDate, RelativeTime, StatusChip, ToneChip, useNow } from '../../platform/index.ts';
import { ageingOf } from '../figures.ts';

/** Priority, due day, age and owner of a task in one line; in one's own queue the supplier instead of the owner. */
export function TaskFacts({ task, inQueue = false }: { readonly task: Task; readonly inQueue?: boolean }) {
  const ageing = ageingOf(task, useNow());
  return (
    <Box
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        columnGap: 2,
        color: 'text.secondary',
        fontSize: 12,
      }}
    >
      {inQueue && <span>{task.supplierName ?? 'No supplier'}</span>}
      {task.priority !== 'normal' && <StatusChip status={task.priority} />}
      {task.dueOn && <span className="tabular">due {formatDate(task.dueOn)}</span>}
      {ageing && <ToneChip tone={ageing.endsWith('overdue') ? 'critical' : 'neutral'}>{ageing}</ToneChip>}
      {task.snoozedUntil && (
        <span>
          back <RelativeTime at={task.snoozedUntil} />
        </span>
      )}
      {!inQueue && <span>{task.ownerName ?? 'Nobody’s'}</span>}
    </Box>
  );
}
