import Button from '@mui/material/Button';
import { playbookStates, type Playbook } from '@wedsync/domain/success';
import { Link } from 'react-router-dom';
import {
  anyOf,
  type Column,
  type FilterDefinition,
  formatCount,
  listUrl,
  RecordListPage,
  RelativeTime,
  StatusChip,
  ToneChip,
  usePermission,
} from '../../platform/index.ts';
import { PolicyNotice } from './policy/PolicyNotice.tsx';
import { describeTrigger } from './playbook-words.ts';

const filters: readonly FilterDefinition[] = [anyOf('state', 'State', playbookStates)];

/** What is done for suppliers by itself. */
export default function PlaybookList() {
  const mayAdd = usePermission('playbooks:create');
  return (
    <RecordListPage<Playbook>
      title="Playbooks"
      sort={{ field: 'name', order: 'ASC' }}
      filters={filters}
      search="Name"
      above={<PolicyNotice />}
      actions={
        <>
          <Button component={Link} to="/playbook-policy">
            Rules for all
          </Button>
          {mayAdd && (
            <Button variant="contained" component={Link} to="/playbooks/create">
              New playbook
            </Button>
          )}
        </>
      }
      columns={columns}
      empty={{
        title: 'No playbooks',
        text: 'A playbook does something for suppliers by itself: when something happens, step by step, until a goal is met. Begin with a new one; nothing runs before two people publish it.',
      }}
    />
  );
}

const columns: readonly Column<Playbook>[] = [
  { id: 'name', label: 'Playbook', always: true, phone: true, sortBy: 'name', render: ({ name }) => name },
  {
    id: 'state',
    label: 'State',
    phone: true,
    sortBy: 'state',
    render: ({ state, edited, liveVersion }) => (
      <>
        <StatusChip status={state} /> {edited && liveVersion !== null && <ToneChip tone="caution">Edited</ToneChip>}
      </>
    ),
  },
  { id: 'when', label: 'When', render: ({ draft }) => describeTrigger(draft) },
  { id: 'running', label: 'In it now', align: 'right', phone: true, render: ({ running }) => formatCount(running) },
  { id: 'entered', label: 'Entered, 30 days', align: 'right', render: ({ entered30 }) => formatCount(entered30) },
  {
    id: 'suppressed',
    label: 'Kept out, 30 days',
    align: 'right',
    render: ({ suppressed30 }) => formatCount(suppressed30),
  },
  {
    id: 'awaiting',
    label: 'Awaiting approval',
    align: 'right',
    render: ({ id, awaitingApproval }) =>
      awaitingApproval === 0 ? (
        '–'
      ) : (
        <Link to={listUrl('interventions', { filter: { playbookId: id, state: ['awaiting_approval'] } })}>
          {formatCount(awaitingApproval)}
        </Link>
      ),
  },
  {
    id: 'updated',
    label: 'Changed',
    oneLine: true,
    sortBy: 'updatedAt',
    hidden: true,
    render: ({ updatedAt }) => <RelativeTime at={updatedAt} />,
  },
  { id: 'by', label: 'Made by', hidden: true, render: ({ createdByName }) => createdByName },
];
