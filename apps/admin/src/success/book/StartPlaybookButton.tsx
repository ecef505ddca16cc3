import Button from '@mui/material/Button';
import { type ReactNode, useState } from 'react';
import { RecordContextProvider } from 'react-admin';
import { ActionDialog, usePermission } from '../../platform/index.ts';
import { PlaybookInput } from './PlaybookInput.tsx';

type Props = {
  readonly supplierId: string;
  /** The playbook to begin with; any other may be chosen still. */
  readonly playbook?: { readonly id: string; readonly name: string };
  readonly icon?: ReactNode;
};

const inputs = { playbookId: PlaybookInput };

/** Starts a playbook for one supplier; its dialog says what stands against it and what is put aside. Asks nothing until it is pressed: a list shows many. */
export function StartPlaybookButton({ supplierId, playbook, icon }: Props) {
  const [open, setOpen] = useState(false);
  const allowed = usePermission('suppliers:start-playbook');
  if (!allowed) return playbook?.name ?? null;
  return (
    <>
      <Button variant={playbook === undefined ? undefined : 'text'} startIcon={icon} onClick={() => setOpen(true)}>
        {playbook?.name ?? 'Start a playbook'}
      </Button>
      <RecordContextProvider value={{ id: supplierId }}>
        <ActionDialog
          open={open}
          onClose={() => setOpen(false)}
          resource="suppliers"
          id={supplierId}
          verb="start-playbook"
          initial={playbook === undefined ? undefined : { playbookId: playbook.id }}
          inputs={inputs}
        />
      </RecordContextProvider>
    </>
  );
}
