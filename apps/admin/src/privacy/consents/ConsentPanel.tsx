import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { EmptyState, ErrorState, Section, SkeletonRows } from '../../platform/index.ts';
import type { SupplierSlotProps } from '../../suppliers/index.ts';
import { ContactConsents } from './ContactConsents.tsx';
import { useContactPermissions } from './consent-data.ts';

/** Beside a supplier: what each of its contacts may be sent, the main contact first. */
export default function ConsentPanel({ supplier }: SupplierSlotProps) {
  const { data, error, isPending, refetch } = useContactPermissions(supplier.id);
  const [all, setAll] = useState(false);
  const shown = all ? data : data?.slice(0, 1);
  const hidden = (data?.length ?? 0) - (shown?.length ?? 0);
  return (
    <Section title="May we write?" padded={false}>
      {isPending && <SkeletonRows rows={3} />}
      {error !== null && <ErrorState error={error} retry={() => void refetch()} />}
      {data?.length === 0 && (
        <EmptyState title="Nobody to write to">Contacts come with the supplier’s profile.</EmptyState>
      )}
      {shown?.map((contact) => (
        <ContactConsents key={contact.contactId} contact={contact} />
      ))}
      {hidden > 0 && (
        <Box sx={{ paddingInline: 4, paddingBottom: 2 }}>
          <Button variant="text" onClick={() => setAll(true)}>
            {hidden === 1 ? 'Show one more contact' : `Show ${hidden} more contacts`}
          </Button>
        </Box>
      )}
    </Section>
  );
}
