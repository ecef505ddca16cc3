import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { useCreate, useNotify } from 'react-admin';
import { ConfirmDialog } from '../../../platform/index.ts';
import { problemWords } from '../../problem-words.ts';
import type { ViewQuery } from './standard-views.ts';

/** Keeps the filters, sort and columns shown now under a name. */
export function SaveViewDialog({ query, onClose }: { readonly query: ViewQuery; readonly onClose: () => void }) {
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const [create, { isPending, error }] = useCreate();
  const notify = useNotify();
  const data = {
    resource: 'suppliers',
    name,
    shared,
    query: { filter: query.filter, sort: [query.sort.field, query.sort.order], columns: query.columns ?? null },
  };
  const save = () =>
    create(
      'saved-views',
      { data },
      {
        onSuccess: () => {
          notify(`View “${name}” kept`, { type: 'success' });
          onClose();
        },
      },
    );
  return (
    <ConfirmDialog
      open
      title="Save view"
      confirmLabel="Save view"
      busy={isPending || name.trim() === ''}
      onConfirm={() => void save()}
      onClose={onClose}
    >
      <TextField
        label="Name"
        autoFocus
        fullWidth
        value={name}
        onChange={(event) => setName(event.target.value)}
        error={error !== null}
        helperText={error === null ? ' ' : problemWords(error)}
        slotProps={{ htmlInput: { maxLength: 60 } }}
      />
      <FormControlLabel
        control={<Switch checked={shared} onChange={(_event, checked) => setShared(checked)} />}
        label="Share with everyone"
      />
    </ConfirmDialog>
  );
}
