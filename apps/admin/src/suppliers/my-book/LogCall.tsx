import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import type { Note, Task } from '@wedsync/domain/suppliers';
import { type FormEvent, useState } from 'react';
import { useSave } from '../people/use-save.ts';
import { useTaskAction } from '../tasks/use-task-action.tsx';

const outcomes = ['Reached', 'Left a message', 'No answer', 'Wrong number'] as const;

type Props = {
  readonly supplierId: string;
  /** The task that the call may settle. */
  readonly task: Task | null;
  readonly onClose: () => void;
};

/** Writes down what came of a call, and settles the task it was about. Automation leaves the supplier alone for a while afterwards. */
export function LogCall({ supplierId, task, onClose }: Props) {
  const [fields, setFields] = useState({ outcome: 'Reached', words: '', settles: task !== null });
  const { act } = useTaskAction();
  const body = [fields.outcome, fields.words.trim()].filter((part) => part !== '').join(': ');
  const onSaved = () => {
    onClose();
    if (task !== null && fields.settles) void act(task.id, 'complete', { outcome: body }, `Done: ${task.title}`);
  };
  const { save, problem, isPending } = useSave<Note>('notes', null, onSaved);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    save({ supplierId, kind: 'call', body });
  };
  return (
    <Box component="form" aria-label="Log a call" onSubmit={onSubmit} sx={{ display: 'grid', gap: 3, padding: 4 }}>
      <TextField
        select
        label="What came of the call"
        value={fields.outcome}
        onChange={(event) => setFields({ ...fields, outcome: event.target.value })}
      >
        {outcomes.map((outcome) => (
          <MenuItem key={outcome} value={outcome}>
            {outcome}
          </MenuItem>
        ))}
      </TextField>
      <TextField
        label="What was said"
        autoFocus
        multiline
        minRows={2}
        value={fields.words}
        onChange={(event) => setFields({ ...fields, words: event.target.value })}
      />
      {task !== null && (
        <FormControlLabel
          control={
            <Checkbox checked={fields.settles} onChange={(_event, settles) => setFields({ ...fields, settles })} />
          }
          label={`That settles “${task.title}”`}
        />
      )}
      {problem && <Alert severity="error">{problem.message}</Alert>}
      <Box sx={{ display: 'flex', gap: 2, justifyContent: 'flex-end' }}>
        <Button variant="text" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" variant="contained" loading={isPending}>
          Save call
        </Button>
      </Box>
    </Box>
  );
}
