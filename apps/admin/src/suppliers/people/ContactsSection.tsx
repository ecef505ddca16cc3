import Add from '@mui/icons-material/Add';
import Edit from '@mui/icons-material/EditOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import type { Contact } from '@wedsync/domain/suppliers';
import { useState } from 'react';
import { useGetList } from 'react-admin';
import {
  CopyId,
  EmptyState,
  ErrorState,
  Section,
  SkeletonRows,
  ToneChip,
  usePermission,
} from '../../platform/index.ts';
import { ContactDialog } from './ContactDialog.tsx';

/** People at a supplier, the main one first. */
export function ContactsSection({ supplierId }: { readonly supplierId: string }) {
  const [editing, setEditing] = useState<Contact | 'new' | null>(null);
  const mayAdd = usePermission('contacts:create');
  const { data, error, isPending, refetch } = useGetList<Contact>('contacts', {
    filter: { supplierId },
    sort: { field: 'isPrimary', order: 'DESC' },
    pagination: { page: 1, perPage: 50 },
  });
  return (
    <Section
      title="Contacts"
      padded={false}
      actions={
        mayAdd && (
          <Button variant="text" startIcon={<Add />} onClick={() => setEditing('new')}>
            Add contact
          </Button>
        )
      }
    >
      {isPending && <SkeletonRows rows={2} />}
      {error && <ErrorState error={error} retry={() => void refetch()} />}
      {data?.length === 0 && (
        <EmptyState title="No contacts yet">People come with the supplier’s profile, or are added here.</EmptyState>
      )}
      <Box component="ul" sx={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {data?.map((contact) => (
          <ContactRow key={contact.id} contact={contact} onEdit={() => setEditing(contact)} />
        ))}
      </Box>
      {editing !== null && (
        <ContactDialog
          supplierId={supplierId}
          contact={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
        />
      )}
    </Section>
  );
}

function ContactRow({ contact, onEdit }: { readonly contact: Contact; readonly onEdit: () => void }) {
  const mayEdit = usePermission('contacts:update');
  return (
    <Box component="li" sx={{ display: 'flex', alignItems: 'flex-start', gap: 2, paddingInline: 4, paddingBlock: 2 }}>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Box sx={{ fontWeight: 500 }}>
          {contact.name} {contact.isPrimary && <ToneChip tone="info">Main</ToneChip>}
        </Box>
        {contact.role && <Box sx={{ color: 'text.secondary' }}>{contact.role}</Box>}
        <CopyId id={contact.email} />
        {contact.phone && <CopyId id={contact.phone} />}
      </Box>
      {mayEdit && (
        <IconButton aria-label={`Edit ${contact.name}`} onClick={onEdit}>
          <Edit sx={{ fontSize: 16 }} />
        </IconButton>
      )}
    </Box>
  );
}
