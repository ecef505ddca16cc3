import Box from '@mui/material/Box';
import type { SegmentMembership, Supplier } from '@wedsync/domain/suppliers';
import { useGetList } from 'react-admin';
import { Link } from 'react-router-dom';
import { ErrorState, recordPath, RelativeTime, Section, SkeletonLine, usePermission } from '../../platform/index.ts';

/** Which segments a supplier is in, since when. */
export function SupplierSegments({ supplier }: { readonly supplier: Supplier }) {
  const may = usePermission('segment-memberships:list');
  const { data, error, refetch } = useGetList<SegmentMembership>(
    'segment-memberships',
    {
      filter: { supplierId: supplier.id, current: true },
      sort: { field: 'enteredAt', order: 'DESC' },
      pagination: { page: 1, perPage: 50 },
    },
    { enabled: may },
  );
  if (!may) return null;
  return (
    <Section title="Segments">
      {error !== null && <ErrorState error={error} retry={() => void refetch()} />}
      {error === null && data === undefined && <SkeletonLine width={140} />}
      {data?.length === 0 && <Box sx={{ color: 'text.secondary' }}>In none now.</Box>}
      <Box component="ul" sx={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 1 }}>
        {data?.map(({ id, segmentId, segmentName, enteredAt }) => (
          <Box component="li" key={id} sx={{ display: 'flex', justifyContent: 'space-between', gap: 2 }}>
            <Link to={recordPath('segments', segmentId)}>{segmentName}</Link>
            <Box component="span" sx={{ color: 'text.secondary' }}>
              <RelativeTime at={enteredAt} />
            </Box>
          </Box>
        ))}
      </Box>
    </Section>
  );
}
