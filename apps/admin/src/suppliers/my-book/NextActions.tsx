import AddTaskIcon from '@mui/icons-material/AddTask';
import EditNote from '@mui/icons-material/EditNote';
import Phone from '@mui/icons-material/PhoneOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { Supplier, Task } from '@wedsync/domain/suppliers';
import { type ComponentType, Suspense, useState } from 'react';
import { Section, usePermission, useShortcut } from '../../platform/index.ts';
import { AddNote } from '../notes/AddNote.tsx';
import { useSupplierSlots } from '../slots.ts';
import { AddTask } from '../tasks/AddTask.tsx';
import { LogCall } from './LogCall.tsx';

type Doing = 'call' | 'note' | 'task';

type Deed = {
  readonly id: Doing;
  readonly label: string;
  readonly keys: string;
  readonly permission: `${string}:${string}`;
  readonly icon: ComponentType;
};

const deeds: readonly Deed[] = [
  { id: 'call', label: 'Log a call', keys: 'c', permission: 'notes:create', icon: Phone },
  { id: 'note', label: 'Write a note', keys: 'n', permission: 'notes:create', icon: EditNote },
  { id: 'task', label: 'Open a task', keys: 't', permission: 'tasks:create', icon: AddTaskIcon },
];

/** What to do now for the supplier that is looked at: what capabilities offer (a playbook), a call, a note, a task. */
export function NextActions({ supplier, task }: { readonly supplier: Supplier; readonly task: Task | null }) {
  const [doing, setDoing] = useState<Doing | null>(null);
  const { supplierActions } = useSupplierSlots();
  const close = () => setDoing(null);
  return (
    <Section padded={false}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, padding: 3 }}>
        {supplierActions
          .filter(({ id }) => id === 'start-playbook')
          .map(({ id, element: Element }) => (
            <Suspense key={id} fallback={null}>
              <Element supplier={supplier} />
            </Suspense>
          ))}
        {deeds.map((deed) => (
          <DeedButton key={deed.id} deed={deed} onDo={() => setDoing(deed.id)} />
        ))}
      </Box>
      {doing === 'call' && <LogCall supplierId={supplier.id} task={task} onClose={close} />}
      {doing === 'note' && <AddNote supplierId={supplier.id} onClose={close} />}
      {doing === 'task' && <AddTask supplierId={supplier.id} onClose={close} />}
    </Section>
  );
}

function DeedButton({ deed, onDo }: { readonly deed: Deed; readonly onDo: () => void }) {
  const { label, keys, icon: Icon } = deed;
  const allowed = usePermission(deed.permission);
  useShortcut({ keys, description: label, group: 'My book', disabled: !allowed, run: onDo });
  return (
    <Button
      variant="outlined"
      startIcon={<Icon />}
      disabled={!allowed}
      title={allowed ? undefined : 'Your role does not include this.'}
      onClick={onDo}
    >
      {label}
    </Button>
  );
}
