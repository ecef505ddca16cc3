import Box from '@mui/material/Box';
import type { ProviderEvent } from '@wedsync/domain/connectors';
import {
  ActionButton,
  Banner,
  CopyId,
  KeyValueList,
  PageHeader,
  RecordPage,
  RelativeTime,
  Section,
  StatusChip,
} from '../../platform/index.ts';

export default function ProviderEventShow() {
  return <RecordPage<ProviderEvent>>{(event) => <EventDetails event={event} />}</RecordPage>;
}

function EventDetails({ event }: { readonly event: ProviderEvent }) {
  const when = (at: string | null) => (at === null ? '–' : <RelativeTime at={at} />);
  return (
    <>
      <PageHeader
        title={event.type}
        hint={<StatusChip status={event.state} />}
        actions={<ActionButton resource="provider-events" id={String(event.id)} verb="replay" />}
      />
      {event.error && <Banner tone={event.state === 'dead' ? 'critical' : 'caution'}>{event.error}</Banner>}
      <Section title="Event" padded>
        <KeyValueList
          items={[
            { label: 'Event', value: <CopyId id={event.eventId} /> },
            { label: 'Object', value: <CopyId id={event.objectId} /> },
            { label: 'Customer', value: <CopyId id={event.customerId} /> },
            { label: 'Supplier', value: <CopyId id={event.supplierId} /> },
            { label: 'API version', value: event.apiVersion ?? '–' },
            { label: 'Happened', value: when(event.occurredAt) },
            { label: 'Received', value: when(event.receivedAt) },
            { label: 'Applied', value: when(event.appliedAt) },
            { label: 'Replayed', value: when(event.replayedAt) },
            { label: 'Attempts', value: String(event.attempts) },
          ]}
        />
      </Section>
      <Section title="What the provider said" padded>
        <Box
          component="pre"
          tabIndex={0}
          sx={{ margin: 0, overflow: 'auto', maxHeight: 480, fontSize: 12, lineHeight: '18px' }}
        >
          {event.payload === undefined
            ? 'Names of people and their addresses are in it: it is shown to who may see contacts in full.'
            : JSON.stringify(event.payload, null, 2)}
        </Box>
      </Section>
    </>
  );
}
