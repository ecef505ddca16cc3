import Button from '@mui/material/Button';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import Typography from '@mui/material/Typography';
import type { Task } from '@wedsync/domain/suppliers';
import { useState } from 'react';
import { formatExact, useNow } from '../../platform/index.ts';
import { snoozeTimes } from './snooze-times.ts';
import { useTaskAction } from './use-task-action.ts';

/** Puts a task away for a while; until then nothing raises it again. */
export function SnoozeButton({ task, onDone }: { readonly task: Task; readonly onDone?: () => void }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const { act, busyId } = useTaskAction();
  const nowMs = useNow();
  const snooze = async (at: Date) => {
    setAnchor(null);
    const until = at.toISOString();
    if (await act(task.id, 'snooze', { until }, `Back on ${formatExact(until)}`)) onDone?.();
  };
  return (
    <>
      <Button
        variant="text"
        aria-haspopup="menu"
        disabled={busyId !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        Snooze
      </Button>
      <Menu open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)}>
        {snoozeTimes(new Date(nowMs)).map(({ label, at }) => (
          <MenuItem key={label} onClick={() => void snooze(at)} sx={{ display: 'grid', gap: 0 }}>
            {label}
            <Typography variant="caption" color="text.secondary">
              {formatExact(at.toISOString())}
            </Typography>
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
