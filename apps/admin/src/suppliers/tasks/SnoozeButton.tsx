import Button from '@mui/material/Button';
import type { Task } from '@wedsync/domain/suppliers';
import { useState } from 'react';
import { SnoozeMenu } from './SnoozeMenu.tsx';

/** Puts a task away for a while. */
export function SnoozeButton({ task }: { readonly task: Task }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <Button variant="text" aria-haspopup="menu" onClick={(event) => setAnchor(event.currentTarget)}>
        Snooze
      </Button>
      <SnoozeMenu task={task} anchor={anchor} onClose={() => setAnchor(null)} />
    </>
  );
}
