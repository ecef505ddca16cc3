import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import Typography from '@mui/material/Typography';
import type { Task } from '@wedsync/domain/suppliers';
import { formatExact, useNow } from '../../platform/index.ts';
import { snoozeTimes } from './snooze-times.ts';
import { useTaskAction } from './use-task-action.tsx';

type Props = {
  readonly task: Task;
  /** Where the menu opens; null: it is closed. */
  readonly anchor: HTMLElement | null;
  readonly onClose: () => void;
};

/** Until when a task is put away; until then nothing raises it again. */
export function SnoozeMenu({ task, anchor, onClose }: Props) {
  const { act } = useTaskAction();
  const nowMs = useNow();
  const snooze = async (at: Date) => {
    onClose();
    const until = at.toISOString();
    await act(task.id, 'snooze', { until }, `Back on ${formatExact(until)}`);
  };
  return (
    <Menu open={anchor !== null} anchorEl={anchor} onClose={onClose}>
      {snoozeTimes(new Date(nowMs)).map(({ label, at }) => (
        <MenuItem key={label} onClick={() => void snooze(at)} sx={{ display: 'grid', gap: 0 }}>
          {label}
          <Typography variant="caption" color="text.secondary">
            {formatExact(at.toISOString())}
          </Typography>
        </MenuItem>
      ))}
    </Menu>
  );
}
