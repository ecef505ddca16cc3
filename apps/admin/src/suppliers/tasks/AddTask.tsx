import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { type Task, taskPriorities } from '@wedsync/domain/suppliers';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import { humanize, useSession } from '../../platform/index.ts';
import { useSave } from '../people/use-save.ts';
import { OwnerInput } from '../staff/OwnerInput.tsx';

/** Sets a task in place: what, by when, how urgent, whose. */
export function AddTask({ supplierId, onClose }: { readonly supplierId: string; readonly onClose: () => void }) {
  const me = useSession()?.staff.id ?? null;
  const [fields, setFields] = useState({ title: '', dueOn: '', priority: 'normal' });
  const [ownerId, setOwnerId] = useState<unknown>(me);
  const { save, problem, isPending } = useSave<Task>('tasks', null, onClose);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save({ supplierId, title: fields.title, priority: fields.priority, dueOn: fields.dueOn || null, ownerId });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onClose();
  };
  return (
    <Box component="form" onSubmit={submit} onKeyDown={onKeyDown} sx={{ display: 'grid', gap: 3, padding: 4 }}>
      <TextField
        label="What is to be done"
        autoFocus
        value={fields.title}
        onChange={(event) => setFields({ ...fields, title: event.target.value })}
        error={problem?.errors?.title !== undefined}
        helperText={problem?.errors?.title}
      />
      <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: 'repeat(auto-fit, minmax(140px, 1fr))' }}>
        <TextField
          type="date"
          label="Due"
          value={fields.dueOn}
          onChange={(event) => setFields({ ...fields, dueOn: event.target.value })}
          slotProps={{ inputLabel: { shrink: true } }}
        />
        <TextField
          select
          label="Priority"
          value={fields.priority}
          onChange={(event) => setFields({ ...fields, priority: event.target.value })}
        >
          {taskPriorities.map((priority) => (
            <MenuItem key={priority} value={priority}>
              {humanize(priority)}
            </MenuItem>
          ))}
        </TextField>
        <OwnerInput value={ownerId} onChange={setOwnerId} error={problem?.errors?.ownerId} />
      </Box>
      {problem && <Alert severity="error">{problem.message}</Alert>}
      <Box sx={{ display: 'flex', gap: 2, justifyContent: 'flex-end' }}>
        <Button variant="text" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" variant="contained" loading={isPending} disabled={fields.title.trim() === ''}>
          Save task
        </Button>
      </Box>
    </Box>
  );
}
