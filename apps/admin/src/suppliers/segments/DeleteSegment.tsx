import Button from '@mui/material/Button';
import type { Segment } from '@wedsync/domain/suppliers';
import { useState } from 'react';
import { useDelete, useNotify } from 'react-admin';
import { useNavigate } from 'react-router-dom';
import { ConfirmDialog, usePermission } from '../../platform/index.ts';
import { problemWords } from '../problem-words.ts';

/** Removes a segment with its history; refused with words while something stands on it. */
export function DeleteSegment({ segment }: { readonly segment: Segment }) {
  const [asking, setAsking] = useState(false);
  const [remove, { isPending }] = useDelete<Segment>();
  const may = usePermission('segments:delete');
  const notify = useNotify();
  const navigate = useNavigate();
  const confirm = () =>
    void remove(
      'segments',
      { id: segment.id, previousData: segment },
      {
        onSuccess: () => void navigate('/segments'),
        onError: (error) => notify(problemWords(error), { type: 'error' }),
        onSettled: () => setAsking(false),
      },
    );
  return (
    <>
      <Button
        color="error"
        disabled={!may}
        title={may ? undefined : 'Your role does not include this'}
        onClick={() => setAsking(true)}
      >
        Delete
      </Button>
      <ConfirmDialog
        open={asking}
        title={`Delete ${segment.name}?`}
        confirmLabel="Delete segment"
        danger
        busy={isPending}
        onConfirm={confirm}
        onClose={() => setAsking(false)}
      >
        Its history of who entered and left goes with it. Archive it instead to keep that.
      </ConfirmDialog>
    </>
  );
}
