import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { TimelineEntry } from '@wedsync/domain/suppliers';
import { useEffect, useState } from 'react';
import { useGetList } from 'react-admin';
import {
  EmptyState,
  ErrorState,
  Section,
  SkeletonRows,
  Timeline,
  type TimelineKind,
  useLiveEvents,
} from '../../platform/index.ts';
import { TimelineDetails } from './TimelineDetails.tsx';
import { TimelineFilters, type TimelineChoice } from './TimelineFilters.tsx';
import { ownTimelineKinds } from './timeline-kinds.ts';

type Props = {
  readonly supplierId: string;
  readonly kinds: Readonly<Record<string, TimelineKind>>;
  readonly perPage: number;
};

/** A supplier's story, newest first; it grows while you look. */
export function SupplierTimeline({ supplierId, kinds, perPage }: Props) {
  const [choice, setChoice] = useState<TimelineChoice>({ kind: null, actorName: null });
  const [pages, setPages] = useState(1);
  const { data, total, error, isPending, refetch } = useGetList<TimelineEntry>('timeline-entries', {
    filter: { supplierId, ...given(choice) },
    sort: { field: 'at', order: 'DESC' },
    pagination: { page: 1, perPage: perPage * pages },
  });
  const newest = useLiveEvents((event) => event.supplierId === supplierId)[0]?.id;
  useEffect(() => {
    if (newest !== undefined) void refetch();
  }, [newest, refetch]);
  const looks = { ...ownTimelineKinds, ...kinds };
  return (
    <Section
      title="Timeline"
      padded={false}
      actions={<TimelineFilters kinds={looks} entries={data ?? []} choice={choice} onChange={setChoice} />}
    >
      {isPending && <SkeletonRows rows={6} />}
      {error && data === undefined && <ErrorState error={error} retry={() => void refetch()} />}
      {data?.length === 0 && (
        <EmptyState title="Nothing here yet">
          Payments, refunds, messages, notes, tasks and changes of health appear here as they happen.
        </EmptyState>
      )}
      <Timeline kinds={looks} entries={(data ?? []).map(asRow)} />
      {data !== undefined && total !== undefined && data.length < total && (
        <Box sx={{ padding: 3, textAlign: 'center' }}>
          <Button variant="text" onClick={() => setPages(pages + 1)}>
            Show earlier
          </Button>
        </Box>
      )}
    </Section>
  );
}

function given({ kind, actorName }: TimelineChoice): Record<string, string> {
  return { ...(kind === null ? {} : { kind }), ...(actorName === null ? {} : { actorName }) };
}

function asRow(entry: TimelineEntry) {
  const { id, kind, at, title, actorName } = entry;
  return { id: String(id), kind, at, title, actor: actorName, details: <TimelineDetails entry={entry} /> };
}
