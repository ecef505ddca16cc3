import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import type { Contact } from '@wedsync/domain/suppliers';
import { useState } from 'react';
import { useDelete } from 'react-admin';
import { ConfirmDialog, usePermission } from '../../platform/index.ts';
import { useSave } from './use-save.ts';

type Props = { readonly supplierId: string; readonly contact: Contact | null; readonly onClose: () => void };

/** Adds a contact, or changes or removes one. */
export function ContactDialog({ supplierId, contact, onClose }: Props) {
  const [fields, setFields] = useState({
    name: contact?.name ?? '',
    email: contact?.email ?? '',
    phone: contact?.phone ?? '',
    role: contact?.role ?? '',
    isPrimary: contact?.isPrimary ?? false,
  });
  const { save, problem, isPending } = useSave<Contact>('contacts', contact, onClose);
  const [remove] = useDelete<Contact>();
  const mayRemove = usePermission('contacts:delete') && contact !== null;
  const submit = () =>
    save({
      ...fields,
      phone: fields.phone || null,
      role: fields.role || null,
      ...(contact === null ? { supplierId } : {}),
    });
  const input = (name: 'name' | 'email' | 'phone' | 'role', label: string) => ({
    label,
    value: fields[name],
    margin: 'dense' as const,
    fullWidth: true,
    onChange: (event: { target: { value: string } }) => setFields({ ...fields, [name]: event.target.value }),
    error: problem?.errors?.[name] !== undefined,
    helperText: problem?.errors?.[name],
  });
  return (
    <ConfirmDialog
      open
      title={contact === null ? 'Add contact' : `Edit ${contact.name}`}
      confirmLabel="Save contact"
      busy={isPending}
      onConfirm={submit}
      onClose={onClose}
    >
      <TextField autoFocus {...input('name', 'Name')} />
      <TextField type="email" {...input('email', 'E-mail')} />
      <TextField type="tel" {...input('phone', 'Telephone')} />
      <TextField {...input('role', 'Role')} />
      <FormControlLabel
        control={
          <Switch checked={fields.isPrimary} onChange={(_event, isPrimary) => setFields({ ...fields, isPrimary })} />
        }
        label="Main contact"
      />
      {problem && <Alert severity="error">{problem.message}</Alert>}
      {mayRemove && (
        <Button
          color="error"
          onClick={() => void remove('contacts', { id: contact.id, previousData: contact }, { onSuccess: onClose })}
        >
          Remove contact
        </Button>
      )}
    </ConfirmDialog>
  );
}
