import Box from '@mui/material/Box';
import { formatCount, Section, StatRow, StatTile } from '../../platform/index.ts';
import { gaugeTotal, type Overview } from '../operations-data.ts';
import { BreakerTable } from './BreakerTable.tsx';
import { ConsistencyTable } from './ConsistencyTable.tsx';
import { FreshnessTable } from './FreshnessTable.tsx';

/** The figures of the house, a row each: which gauge, and where the rows behind it are. */
const figures: readonly {
  readonly gauge: string;
  readonly label: string;
  readonly definition: string;
  readonly to?: string;
}[] = [
  {
    gauge: 'wedsync_inbox_waiting',
    label: 'Inbox waiting',
    definition: 'Provider events received and not yet applied.',
  },
  {
    gauge: 'wedsync_jobs',
    label: 'Jobs waiting or running',
    definition: 'Job runs that have not ended.',
    to: '/operations?tab=jobs',
  },
  {
    gauge: 'wedsync_messages_waiting',
    label: 'Messages to send',
    definition: 'Messages that are to leave the house.',
    to: '/messages',
  },
  {
    gauge: 'wedsync_recompute_marks',
    label: 'To recompute',
    definition: 'Suppliers with new facts whose figures are being brought up to date.',
  },
  {
    gauge: 'wedsync_dead_letters',
    label: 'Dead letters',
    definition: 'What the house gave up on until a person decides.',
    to: '/operations?tab=dead-letters',
  },
];

export function OverviewTab({ overview }: { readonly overview: Overview }) {
  return (
    <Box sx={{ display: 'grid', gap: 5 }}>
      <StatRow>
        {figures.map(({ gauge, label, definition, to }) => (
          <StatTile
            key={gauge}
            label={label}
            value={formatCount(gaugeTotal(overview, gauge))}
            to={to}
            explain={{ definition }}
            asOf={overview.asOf}
          />
        ))}
      </StatRow>
      <Section title="How fresh" padded={false}>
        <FreshnessTable freshness={overview.freshness} />
      </Section>
      <Section title="Consistency of the books" hint="Checked every quarter of an hour" padded={false}>
        <ConsistencyTable />
      </Section>
      <Section
        title="Destinations"
        hint="A destination that fails five times in a minute rests for half a minute"
        padded={false}
      >
        <BreakerTable breakers={overview.breakers} />
      </Section>
    </Box>
  );
}
