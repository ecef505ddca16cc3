import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import { supplierLimits } from '@wedsync/domain/suppliers';
import { useState } from 'react';
import { useListContext } from 'react-admin';
import { ConfirmDialog, countOf, usePermission } from '../../platform/index.ts';
import { useBulkAction } from './use-bulk-action.ts';

/** Adds one tag to the selected suppliers. */
export function BulkTag() {
  const [open, setOpen] = useState(false);
  const [tag, setTag] = useState('');
  const { selectedIds } = useListContext();
  const { run, done, busy } = useBulkAction('tag', 'tagged');
  const allowed = usePermission('suppliers:tag');
  const count = countOf(selectedIds.length, 'supplier');
  const confirm = async () => {
    await run({ tag });
    setOpen(false);
  };
  return (
    <>
      <Button disabled={!allowed} onClick={() => setOpen(true)}>
        Add tag
      </Button>
      <ConfirmDialog
        open={open}
        title={`Tag ${count}`}
        confirmLabel={busy ? `${done} of ${selectedIds.length}` : `Tag ${count}`}
        busy={busy || tag.trim() === ''}
        onConfirm={() => void confirm()}
        onClose={() => setOpen(false)}
      >
        <TextField
          label="Tag"
          value={tag}
          onChange={(event) => setTag(event.target.value)}
          slotProps={{ htmlInput: { maxLength: supplierLimits.maxTagChars } }}
          fullWidth
        />
      </ConfirmDialog>
    </>
  );
}
