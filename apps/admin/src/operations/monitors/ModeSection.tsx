import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { houseModeTitles, type WatchPolicy } from '@wedsync/domain/operations';
import { useGetOne } from 'react-admin';
import {
  ActionButton,
  countOf,
  ErrorState,
  formatDate,
  KeyValueList,
  RelativeTime,
  Section,
  SkeletonRows,
  ToneChip,
} from '../../platform/index.ts';
import { useModes } from './monitor-data.ts';

/** What the house is held to now and why, which wedding days come, and where that is changed. */
export function ModeSection() {
  const { data, error, isPending, refetch } = useModes();
  const { data: policy } = useGetOne<WatchPolicy>('watch-policy', { id: 'all' });
  if (isPending) return <SkeletonRows rows={2} />;
  if (data === undefined) return <ErrorState error={error} retry={() => void refetch()} />;
  return (
    <Section
      title="In force now"
      actions={
        policy !== undefined && (
          <ActionButton resource="watch-policy" id="all" verb="change" label="Change" initial={editable(policy)} />
        )
      }
    >
      <KeyValueList
        items={[
          ...data.modes.map(({ mode, inForce, why, since }) => ({
            label: houseModeTitles[mode],
            value: (
              <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'center' }}>
                <ToneChip tone={inForce ? 'caution' : 'neutral'} dot>
                  {inForce ? 'In force' : 'Not in force'}
                </ToneChip>
                <span>{why}</span>
                <Typography variant="caption" color="text.secondary" component="span">
                  since <RelativeTime at={since} />
                </Typography>
              </Box>
            ),
          })),
          { label: 'Wedding days to come', value: aheadWords(data.ahead) },
        ]}
      />
    </Section>
  );
}

function aheadWords(ahead: readonly { readonly day: string; readonly suppliers: number }[]): string {
  if (ahead.length === 0) return 'None within four weeks, as far as dates are known';
  return ahead
    .slice(0, 6)
    .map(({ day, suppliers }) => `${formatDate(day)} (${countOf(suppliers, 'supplier')})`)
    .join(', ');
}

function editable({ id: _, version: __, updatedAt: ___, ...fields }: WatchPolicy) {
  return fields;
}
