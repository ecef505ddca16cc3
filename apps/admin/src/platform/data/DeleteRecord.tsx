import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { type ReactNode, useState } from 'react';
import { type RaRecord, useDelete, useNotify } from 'react-admin';
import { useNavigate } from 'react-router-dom';
import { ConfirmDialog } from '../components/ConfirmDialog.tsx';
import { usePermission } from '../session/use-session.ts';

type Props = {
  readonly resource: string;
  readonly record: RaRecord;
  readonly name: string;
  /** What the button says, such as "Delete rule". */
  readonly label: string;
  /** What a page still holds of the record is let go of first. */
  readonly onDeleted?: () => void;
  /** What follows from it. */
  readonly children: ReactNode;
};

/** Deletes a record after asking, and goes back to the list; refused with the api's words. @example <DeleteRecord resource="alert-routes" record={route} name={route.name} label="Delete rule">…</DeleteRecord> */
export function DeleteRecord({ resource, record, name, label, onDeleted, children }: Props) {
  const [asking, setAsking] = useState(false);
  const [remove, { isPending }] = useDelete();
  const may = usePermission(`${resource}:delete`);
  const notify = useNotify();
  const navigate = useNavigate();
  const confirm = () =>
    void remove(
      resource,
      { id: record.id, previousData: record },
      {
        onSuccess: () => {
          onDeleted?.();
          void navigate(`/${resource}`);
        },
        onError: (error) => notify(error instanceof Error ? error.message : 'It was not deleted.', { type: 'error' }),
        onSettled: () => setAsking(false),
      },
    );
  return (
    <Box>
      <Button
        color="error"
        disabled={!may}
        title={may ? undefined : 'Your role does not include this'}
        onClick={() => setAsking(true)}
      >
        {label}
      </Button>
      <ConfirmDialog
        open={asking}
        title={`Delete ${name}?`}
        confirmLabel={label}
        danger
        busy={isPending}
        onConfirm={confirm}
        onClose={() => setAsking(false)}
      >
        {children}
      </ConfirmDialog>
    </Box>
  );
}
