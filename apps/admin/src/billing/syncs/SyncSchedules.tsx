import Box from '@mui/material/Box';
import { providerName, type SyncSettings } from '@wedsync/domain/billing';
import { useState } from 'react';
import { ErrorState, KeyValueList, RelativeTime, Section, SkeletonRows, StatusChip } from '../../platform/index.ts';
import { PermittedButton } from './PermittedButton.tsx';
import { ScheduleDialog } from './ScheduleDialog.tsx';
import { useSchedules } from './sync-data.ts';
import { levelWords, spanOf } from './sync-words.ts';

/** How each platform is synced by itself, side by side. */
export function SyncSchedules() {
  const { data, error, isPending, refetch } = useSchedules();
  const [changing, setChanging] = useState<SyncSettings | null>(null);
  if (isPending) return <SkeletonRows rows={3} />;
  if (data === undefined) return <ErrorState error={error} retry={() => void refetch()} />;
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: { xs: '1fr', md: '1fr 1fr' }, gap: 4 }}>
      {data.map((settings) => (
        <Schedule key={settings.platform} settings={settings} onChange={() => setChanging(settings)} />
      ))}
      {changing !== null && <ScheduleDialog settings={changing} onClose={() => setChanging(null)} />}
    </Box>
  );
}

function Schedule({ settings, onChange }: { readonly settings: SyncSettings; readonly onChange: () => void }) {
  const { platform, paused, everyMinutes, lookbackHours, validationLevel, nextSyncAt } = settings;
  const name = providerName(platform);
  return (
    <Section
      title={`${name} by itself`}
      hint={<StatusChip status={paused ? 'paused' : 'active'} label={paused ? 'Paused' : 'On'} />}
      actions={
        <PermittedButton
          permission="payment-syncs:configure"
          why="Finance and administrators change schedules"
          aria-label={`Change how ${name} is synced`}
          onClick={onChange}
        >
          Change…
        </PermittedButton>
      }
    >
      <KeyValueList
        items={[
          { label: 'Every', value: spanOf(everyMinutes) },
          { label: 'Looks back', value: spanOf(lookbackHours * 60) },
          { label: 'Checks', value: levelWords[validationLevel] },
          { label: 'Next', value: <RelativeTime at={nextSyncAt} missing="When it is turned on again" /> },
        ]}
      />
    </Section>
  );
}
