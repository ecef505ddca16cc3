import type { HealthScoreRow } from '@wedsync/domain/success';
import { Link } from 'react-router-dom';
import { listUrl, recordPath, RecordSection } from '../../platform/index.ts';
import { healthColumns } from './scores/health-columns.tsx';

const shownColumns = ['businessName', 'band', 'change7', 'why'];

/** Whose health moved most within seven days, one way. */
export function WeekMovers({ direction }: { direction: 'up' | 'down' }) {
  const sort = { field: 'change7', order: direction === 'up' ? 'DESC' : 'ASC' } as const;
  const filter = { moved: direction };
  const title = direction === 'up' ? 'Rose most this week' : 'Fell most this week';
  return (
    <RecordSection<HealthScoreRow>
      title={title}
      actions={<Link to={listUrl('health-scores', { filter, sort })}>Show all</Link>}
      resource="health-scores"
      columns={healthColumns.filter(({ id }) => shownColumns.includes(id))}
      filter={filter}
      sort={sort}
      perPage={7}
      rowPath={({ supplierId }) => `${recordPath('suppliers', supplierId)}?tab=health`}
      empty={{
        title: direction === 'up' ? 'Nobody rose' : 'Nobody fell',
        text: 'Suppliers appear here when their score differs from the one of a week ago.',
      }}
    />
  );
}
