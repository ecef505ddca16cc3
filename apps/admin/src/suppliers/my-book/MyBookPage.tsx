import Box from '@mui/material/Box';
import type { Task } from '@wedsync/domain/suppliers';
import { useGetList } from 'react-admin';
import { useSearchParams } from 'react-router-dom';
import { listUrl, Page, PageHeader } from '../../platform/index.ts';
import { Link } from 'react-router-dom';
import { AtRiskWorklist } from './AtRiskWorklist.tsx';
import { SupplierSummary } from './SupplierSummary.tsx';
import { TaskQueue } from './TaskQueue.tsx';

const queueLength = 100;

/** A day's work: tasks by day and urgency on the left, the supplier they are about on the right, and who is at risk. */
export default function MyBookPage() {
  const [search, setSearch] = useSearchParams();
  const tasks = useGetList<Task>('tasks', {
    filter: { ownerId: 'me', status: 'open' },
    sort: { field: 'queue', order: 'ASC' },
    pagination: { page: 1, perPage: queueLength },
  });
  const supplierId = search.get('supplier') ?? tasks.data?.[0]?.supplierId ?? null;
  const select = (id: string) => setSearch({ supplier: id }, { replace: true });
  return (
    <Page>
      <PageHeader
        title="My book"
        hint={tasks.total === undefined ? undefined : `${tasks.total} to do`}
        actions={<Link to={listUrl('suppliers', { filter: { ownerId: ['me'] } })}>All my suppliers</Link>}
      />
      <Box
        sx={{
          display: 'grid',
          gap: 5,
          alignItems: 'start',
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 1fr) minmax(0, 1fr)' },
        }}
      >
        <Box sx={{ display: 'grid', gap: 5, minWidth: 0 }}>
          <TaskQueue tasks={tasks} supplierId={supplierId} onSelect={select} />
          <AtRiskWorklist supplierId={supplierId} onSelect={select} />
        </Box>
        {supplierId !== null && <SupplierSummary supplierId={supplierId} />}
      </Box>
    </Page>
  );
}
