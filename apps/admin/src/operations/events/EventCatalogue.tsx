import Box from '@mui/material/Box';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { EmptyState, ErrorState, Section, SkeletonRows, useAddress } from '../../platform/index.ts';
import { EventTable } from './EventTable.tsx';
import { useEventCatalogue } from './use-event-catalogue.ts';

/** Every type of event: what it tells, who follows it, how often it is told. */
export function EventCatalogue() {
  const { data, error, isPending, refetch } = useEventCatalogue();
  const [search, change] = useAddress();
  // Kept here besides the address, which follows a moment later than keys are struck.
  const [asked, setAsked] = useState(search.get('q') ?? '');
  if (isPending) return <SkeletonRows rows={8} />;
  if (data === undefined) return <ErrorState error={error} retry={() => void refetch()} />;
  const words = asked.trim().toLowerCase();
  const found = data.filter(({ type, capability, description, followers }) =>
    [type, capability, description, ...followers].some((text) => text.toLowerCase().includes(words)),
  );
  return (
    <Box sx={{ display: 'grid', gap: 3 }}>
      <TextField
        size="small"
        label="Find a type, a follower or a word"
        value={asked}
        onChange={({ target: { value } }) => {
          setAsked(value);
          change({ q: value === '' ? null : value });
        }}
        sx={{ maxWidth: 420 }}
      />
      <Section title="What the house tells" hint={`${found.length} of ${data.length} types`} padded={false}>
        {found.length === 0 ? (
          <EmptyState title="No such event">Try another word.</EmptyState>
        ) : (
          <EventTable events={found} />
        )}
      </Section>
    </Box>
  );
}
