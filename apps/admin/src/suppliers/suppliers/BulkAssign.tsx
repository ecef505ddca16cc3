import Button from '@mui/material/Button';
import { useState } from 'react';
import { useListContext } from 'react-admin';
import { ConfirmDialog, countOf, usePermission } from '../../platform/index.ts';
import { OwnerInput } from '../staff/OwnerInput.tsx';
import { useBulkAction } from './use-bulk-action.ts';

/** Hands the selected suppliers to one owner. */
export function BulkAssign() {
  const [open, setOpen] = useState(false);
  const [ownerId, setOwnerId] = useState<unknown>(null);
  const { selectedIds } = useListContext();
  const { run, done, busy } = useBulkAction('assign', 'handed over');
  const allowed = usePermission('suppliers:assign');
  const count = countOf(selectedIds.length, 'supplier');
  const confirm = async () => {
    await run({ ownerId });
    setOpen(false);
  };
  return (
    <>
      <Button
        disabled={!allowed}
        title={allowed ? undefined : 'Your role does not include handing suppliers over'}
        onClick={() => setOpen(true)}
      >
        Assign owner
      </Button>
      <ConfirmDialog
        open={open}
        title={`Assign ${count}`}
        confirmLabel={busy ? `${done} of ${selectedIds.length}` : `Hand over ${count}`}
        busy={busy}
        onConfirm={() => void confirm()}
        onClose={() => setOpen(false)}
      >
        <OwnerInput value={ownerId} onChange={setOwnerId} />
      </ConfirmDialog>
    </>
  );
}
