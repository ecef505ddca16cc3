import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { AlertRoute } from '@wedsync/domain/delivery';
import { useState } from 'react';
import { useDelete, useNotify } from 'react-admin';
import { useNavigate } from 'react-router-dom';
import { ConfirmDialog, usePermission } from '../../platform/index.ts';

/** Removes a rule; the audit trail keeps what it said. */
export function DeleteRoute({ route }: { readonly route: AlertRoute }) {
  const [asking, setAsking] = useState(false);
  const [remove, { isPending }] = useDelete<AlertRoute>();
  const may = usePermission('alert-routes:delete');
  const notify = useNotify();
  const navigate = useNavigate();
  const confirm = () =>
    void remove(
      'alert-routes',
      { id: route.id, previousData: route },
      {
        onSuccess: () => void navigate('/alert-routes'),
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
        Delete rule
      </Button>
      <ConfirmDialog
        open={asking}
        title={`Delete ${route.name}?`}
        confirmLabel="Delete rule"
        danger
        busy={isPending}
        onConfirm={confirm}
        onClose={() => setAsking(false)}
      >
        Alerts that it sent to {route.channel} go where the next rule, or their own kind, says.
      </ConfirmDialog>
    </Box>
  );
}
