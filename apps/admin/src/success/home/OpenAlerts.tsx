import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { type RaRecord, useGetList } from 'react-admin';
import { Link } from 'react-router-dom';
import {
  EmptyState,
  ErrorState,
  listUrl,
  recordPath,
  RelativeTime,
  Section,
  SkeletonRows,
  StatusChip,
  usePermission,
} from '../../platform/index.ts';

type AlertRecord = RaRecord & {
  readonly title: string;
  readonly severity: string;
  readonly lastAt?: string;
  readonly createdAt?: string;
};

/** Alerts nobody has taken yet. */
export function OpenAlerts() {
  return usePermission('alerts:list') ? <Alerts /> : null;
}

function Alerts() {
  const { data, error, isPending, refetch } = useGetList<AlertRecord>('alerts', {
    filter: { state: ['open'] },
    pagination: { page: 1, perPage: 5 },
  });
  const all = <Link to={listUrl('alerts', { filter: { state: ['open'] } })}>Show all</Link>;
  return (
    <Section title="Alerts" actions={all} padded={false}>
      {isPending ? (
        <SkeletonRows rows={2} />
      ) : error !== null && data === undefined ? (
        <ErrorState error={error} retry={() => void refetch()} title="Alerts could not be loaded" />
      ) : (data ?? []).length === 0 ? (
        <EmptyState title="No open alert">
          What went wrong, or needs somebody at once, appears here and in Slack.
        </EmptyState>
      ) : (
        <Box component="ul" sx={{ listStyle: 'none', margin: 0, padding: 0 }}>
          {(data ?? []).map((alert) => (
            <Box
              component="li"
              key={alert.id}
              sx={{ display: 'flex', gap: 2, alignItems: 'baseline', paddingInline: 4, paddingBlock: 2 }}
            >
              <StatusChip status={alert.severity} />
              <Typography variant="body2" component="div" sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>
                <Link to={recordPath('alerts', alert.id)}>{alert.title}</Link>
              </Typography>
              <Typography variant="caption" color="text.secondary" component="div" noWrap>
                <RelativeTime at={alert.lastAt ?? alert.createdAt} />
              </Typography>
            </Box>
          ))}
        </Box>
      )}
    </Section>
  );
}
