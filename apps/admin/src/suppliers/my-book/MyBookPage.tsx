import Box from '@mui/material/Box';
import type { Task } from '@wedsync/domain/suppliers';
import { Suspense, useEffect } from 'react';
import { useGetList } from 'react-admin';
import { Link } from 'react-router-dom';
import {
  EmptyState,
  ErrorState,
  get,
  listUrl,
  Page,
  PageHeader,
  SkeletonRows,
  TabBar,
  useAddress,
  useNow,
  useSession,
} from '../../platform/index.ts';
import { dayOf } from '../figures.ts';
import { useSupplierSlots } from '../slots.ts';
import { BookPicker } from './BookPicker.tsx';
import { SupplierSummary } from './SupplierSummary.tsx';
import { groupTasks } from './task-groups.ts';
import { TaskQueue } from './TaskQueue.tsx';

/** More than anybody does in a week. */
const queueLength = 300;

/** A day's work: what is to be done and who may leave on the left, the supplier it is about on the right. All that is chosen is in the address. */
export default function MyBookPage() {
  const staff = useSession()?.staff;
  const [search, change] = useAddress();
  const { bookTabs } = useSupplierSlots();
  const ownerId = search.get('owner') ?? staff?.id ?? '';
  const tasks = useGetList<Task>(
    'tasks',
    {
      filter: { ownerId, status: 'open' },
      sort: { field: 'queue', order: 'ASC' },
      pagination: { page: 1, perPage: queueLength },
    },
    { enabled: ownerId !== '' },
  );
  const mayPick = get(staff, 'scope.kind') !== 'own';
  const onQueue = (search.get('tab') ?? 'to-do') === 'to-do';
  const first = groupTasks(tasks.data ?? [], dayOf(useNow()))[0]?.tasks[0];
  const head = onQueue && search.get('task') === null && search.get('supplier') === null ? first : undefined;
  const task = head ?? tasks.data?.find(({ id }) => id === search.get('task'));
  const supplierId = search.get('supplier') ?? task?.supplierId ?? null;
  // The head of the queue as it first stood counts as chosen: a more urgent task that arrives changes nothing under the reader.
  useEffect(() => {
    if (head !== undefined) change({ task: head.id, supplier: head.supplierId });
  });
  const queue = {
    id: 'to-do',
    label: 'To do',
    count: tasks.total,
    element: (
      <Queue
        key={ownerId}
        tasks={tasks}
        mayPick={mayPick}
        taskId={search.get('task')}
        onLook={({ id, supplierId: about }) => change({ task: id, ...(about === null ? {} : { supplier: about }) })}
      />
    ),
  };
  const others = bookTabs.map(({ id, label, element: Element }) => ({
    id,
    label,
    element: (
      <Suspense fallback={<SkeletonRows rows={10} />}>
        <Element ownerId={ownerId} supplierId={supplierId} onSelect={(supplier) => change({ supplier })} />
      </Suspense>
    ),
  }));
  return (
    <Page>
      <PageHeader
        title="My book"
        actions={
          <>
            {mayPick && (
              <BookPicker
                ownerId={ownerId}
                onPick={(owner) => change({ owner, tab: null, task: null, supplier: null })}
              />
            )}
            <Link to={listUrl('suppliers', { filter: { ownerId: [ownerId] } })}>All suppliers of this book</Link>
          </>
        }
      />
      <Box sx={columnsStyle}>
        <Box sx={queueStyle}>
          <TabBar label="Parts of the book" tabs={[queue, ...others]} />
        </Box>
        {supplierId === null ? (
          <EmptyState title="No supplier chosen">
            What to know and to do for the one you choose appears here.
          </EmptyState>
        ) : (
          <SupplierSummary supplierId={supplierId} task={task?.supplierId === supplierId ? task : null} />
        )}
      </Box>
    </Page>
  );
}

/** The queue stays in view while what is known of a supplier is read. */
const queueStyle = {
  minWidth: 0,
  position: { lg: 'sticky' },
  top: { lg: 56 },
  maxHeight: { lg: 'calc(100vh - 64px)' },
  overflowY: { lg: 'auto' },
};

const columnsStyle = {
  display: 'grid',
  gap: 5,
  alignItems: 'start',
  gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 1fr) minmax(0, 1fr)' },
};

type QueueProps = {
  readonly tasks: ReturnType<typeof useGetList<Task>>;
  readonly mayPick: boolean;
  readonly taskId: string | null;
  readonly onLook: (task: Task) => void;
};

function Queue({ tasks, mayPick, taskId, onLook }: QueueProps) {
  const { data, error, refetch } = tasks;
  if (data === undefined)
    return error === null ? <SkeletonRows rows={10} /> : <ErrorState error={error} retry={() => void refetch()} />;
  if (data.length === 0)
    return (
      <EmptyState title="All done">
        Tasks appear here by day and urgency, those of suppliers near a wedding marked.
        {mayPick && ' Choose above whose book to look at.'}
      </EmptyState>
    );
  return <TaskQueue tasks={data} taskId={taskId} onLook={onLook} />;
}
