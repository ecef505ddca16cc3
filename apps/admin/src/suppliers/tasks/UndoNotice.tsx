import Button from '@mui/material/Button';
import SnackbarContent from '@mui/material/SnackbarContent';
import type { Ref } from 'react';
import { useCloseNotification } from 'react-admin';
import { useShortcut } from '../../platform/index.ts';

type Props = { readonly words: string; readonly onUndo: () => void; readonly ref?: Ref<HTMLDivElement> };

/** Says what was done, and takes it back; u does as well while it is shown. */
export function UndoNotice({ words, onUndo, ref }: Props) {
  const close = useCloseNotification();
  const undo = () => {
    close();
    onUndo();
  };
  useShortcut({ keys: 'u', description: 'Undo', group: 'My book', run: undo });
  return (
    <SnackbarContent
      ref={ref}
      message={words}
      action={
        <Button size="small" variant="text" sx={{ color: 'inherit' }} onClick={undo}>
          Undo
        </Button>
      }
    />
  );
}
