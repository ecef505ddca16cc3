import Box from '@mui/material/Box';
import type { Alert } from '@wedsync/domain/delivery';
import { useGetList } from 'react-admin';
import { Link } from 'react-router-dom';
import { ActionMenu, ErrorState, recordPath, RelativeTime, Section } from '../../platform/index.ts';
import type { SupplierSlotProps } from '../../suppliers/index.ts';
import { SeverityChip } from './alert-columns.tsx';

const mostShown = 5;

/** What somebody was alerted to about this supplier and nobody has settled; nothing when all is quiet. */
export default function SupplierAlerts({ supplier }: SupplierSlotProps) {
  const { data, total, error, refetch } = useGetList<Alert>('alerts', {
    filter: { supplierId: supplier.id, state: ['open', 'acknowledged'] },
    sort: { field: 'lastAt', order: 'DESC' },
    pagination: { page: 1, perPage: mostShown },
  });
  if (data === undefined)
    return error === null ? null : (
      <Section title="Alerts">
        <ErrorState error={error} retry={() => void refetch()} title="Alerts could not be loaded" />
      </Section>
    );
  if (data.length === 0) return null;
  return (
    <Section title="Alerts" hint={total} padded={false}>
      <Box component="ul" sx={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {data.map((alert) => (
          <Box
            component="li"
            key={alert.id}
            sx={{ display: 'flex', gap: 2, alignItems: 'center', minHeight: 36, paddingInline: 4 }}
          >
            <SeverityChip severity={alert.severity} />
            <Link to={recordPath('alerts', alert.id)} style={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>
              {alert.title}
            </Link>
            <RelativeTime at={alert.lastAt} />
            <ActionMenu resource="alerts" id={alert.id} name={alert.title} />
          </Box>
        ))}
      </Box>
    </Section>
  );
}
