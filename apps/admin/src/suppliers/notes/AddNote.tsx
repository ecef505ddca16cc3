import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import MenuItem from '@mui/material/MenuItem';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import { type Note, noteKinds } from '@wedsync/domain/suppliers';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import { humanize } from '../../platform/index.ts';
import { useSave } from '../people/use-save.ts';

/** Writes a note in place; Ctrl-Enter saves, Escape leaves. */
export function AddNote({ supplierId, onClose }: { readonly supplierId: string; readonly onClose: () => void }) {
  const [fields, setFields] = useState({ body: '', kind: 'general', pinned: false, blocksAutomation: false });
  const { save, problem, isPending } = useSave<Note>('notes', null, onClose);
  const submit = () => fields.body.trim() !== '' && save({ supplierId, ...fields });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onClose();
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    submit();
  };
  return (
    <Box component="form" onSubmit={onSubmit} onKeyDown={onKeyDown} sx={{ display: 'grid', gap: 3, padding: 4 }}>
      <TextField
        label="Note"
        autoFocus
        multiline
        minRows={3}
        value={fields.body}
        onChange={(event) => setFields({ ...fields, body: event.target.value })}
      />
      <TextField
        select
        label="Kind"
        value={fields.kind}
        onChange={(event) => setFields({ ...fields, kind: event.target.value })}
      >
        {noteKinds.map((kind) => (
          <MenuItem key={kind} value={kind}>
            {humanize(kind)}
          </MenuItem>
        ))}
      </TextField>
      <FormControlLabel
        control={
          <Switch
            checked={fields.pinned || fields.blocksAutomation}
            disabled={fields.blocksAutomation}
            onChange={(_event, pinned) => setFields({ ...fields, pinned })}
          />
        }
        label="Pin it to the top"
      />
      <FormControlLabel
        control={
          <Switch
            checked={fields.blocksAutomation}
            onChange={(_event, blocksAutomation) => setFields({ ...fields, blocksAutomation })}
          />
        }
        label="Stop automatic messages while it stands"
      />
      {problem && <Alert severity="error">{problem.message}</Alert>}
      <Box sx={{ display: 'flex', gap: 2, justifyContent: 'flex-end' }}>
        <Button variant="text" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" variant="contained" loading={isPending} disabled={fields.body.trim() === ''}>
          Save note
        </Button>
      </Box>
    </Box>
  );
}
