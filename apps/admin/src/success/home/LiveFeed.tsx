import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { RecentEvent } from '@wedsync/domain/success';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { EmptyState, recordPath, RelativeTime, Section, ToneChip, useStream } from '../../platform/index.ts';
import { useRecentEvents } from '../success-data.ts';

const shownEvents = 14;

/** What is happening right now, newest first; held still while somebody reads it. */
export function LiveFeed() {
  const { recent, state } = useStream();
  const { data: earlier = [] } = useRecentEvents();
  const [held, setHeld] = useState<readonly RecentEvent[] | null>(null);
  const known = new Set(recent.map(({ id }) => id));
  const newest = [...recent, ...earlier.filter(({ id }) => !known.has(id))].slice(0, shownEvents);
  const events = held ?? newest;
  const hold = { onPointerEnter: () => setHeld(newest), onPointerLeave: () => setHeld(null) };
  return (
    <Section title="Live" hint={<StreamState state={state} held={held !== null} />} padded={false}>
      {events.length === 0 ? (
        <EmptyState title="Quiet at the moment">
          Payments, refunds, health and tasks appear here as they happen.
        </EmptyState>
      ) : (
        <Box component="ol" aria-label="What is happening" {...hold} sx={{ listStyle: 'none', margin: 0, padding: 0 }}>
          {events.map(({ id, summary, at, supplierId }) => (
            <Box component="li" key={id} sx={rowStyle}>
              <Typography variant="body2" component="div" sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
                {supplierId === null ? (
                  summary
                ) : (
                  <Link to={recordPath('suppliers', supplierId)} style={linkStyle}>
                    {summary}
                  </Link>
                )}
              </Typography>
              <Typography variant="caption" color="text.secondary" component="div" noWrap>
                <RelativeTime at={at} />
              </Typography>
            </Box>
          ))}
        </Box>
      )}
    </Section>
  );
}

function StreamState({ state, held }: { state: string; held: boolean }) {
  if (held) return <ToneChip tone="neutral">Held while you read</ToneChip>;
  return state === 'live' ? (
    <ToneChip tone="positive" dot>
      Live
    </ToneChip>
  ) : (
    <ToneChip tone="caution" dot>
      Connecting
    </ToneChip>
  );
}

const linkStyle = { color: 'inherit', textDecoration: 'none' };
const rowStyle = {
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 1fr) auto',
  gap: 3,
  paddingInline: 4,
  paddingBlock: 2,
  borderTop: 1,
  borderColor: 'divider',
  '&:first-of-type': { borderTop: 0 },
};
