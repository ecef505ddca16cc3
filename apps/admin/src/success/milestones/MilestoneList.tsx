import Button from '@mui/material/Button';
import { ruleInWords, type Milestone } from '@wedsync/domain/success';
import { vendorTypes } from '@wedsync/domain/suppliers';
import { Link } from 'react-router-dom';
import {
  anyOf,
  type Column,
  type FilterDefinition,
  humanize,
  RecordListPage,
  ToneChip,
  usePermission,
} from '../../platform/index.ts';
import { MilestoneTabs } from './MilestoneTabs.tsx';

const columns: readonly Column<Milestone>[] = [
  {
    id: 'title',
    label: 'Milestone',
    sortBy: 'title',
    always: true,
    phone: true,
    render: ({ title, active, optional }) => (
      <>
        {title} {optional && <ToneChip tone="neutral">Optional</ToneChip>}{' '}
        {!active && <ToneChip tone="neutral">Retired</ToneChip>}
      </>
    ),
  },
  {
    id: 'vendorTypes',
    label: 'For',
    render: (milestone) => milestone.vendorTypes.map(humanize).join(', ') || 'Everybody',
  },
  { id: 'rule', label: 'Reached at', render: ({ rule }) => ruleInWords(rule), phone: true },
  {
    id: 'targetDays',
    label: 'Target day',
    align: 'right',
    sortBy: 'targetDays',
    render: ({ targetDays }) => targetDays,
  },
  { id: 'celebration', label: 'What the app says', render: ({ celebration }) => celebration?.title ?? 'Nothing' },
  { id: 'position', label: 'Order', align: 'right', sortBy: 'position', render: ({ position }) => position },
];

const filters: readonly FilterDefinition[] = [
  anyOf('vendorType', 'For', vendorTypes),
  { source: 'active', label: 'In use', kind: 'yes-no' },
];

/** What is asked of suppliers, in the order of their way. */
export default function MilestoneList() {
  const mayAdd = usePermission('milestones:create');
  const mayEdit = usePermission('milestones:update');
  return (
    <RecordListPage<Milestone>
      title="Milestone definitions"
      above={<MilestoneTabs />}
      sort={{ field: 'position', order: 'ASC' }}
      filters={filters}
      search="Title"
      columns={columns}
      rowPath={mayEdit ? ({ id }) => `/milestones/${id}` : null}
      actions={
        mayAdd && (
          <Button variant="contained" component={Link} to="/milestones/create">
            New milestone
          </Button>
        )
      }
      empty={{
        title: 'No milestones match',
        text: 'A milestone is a step suppliers should take by a day, such as a first contract signed.',
      }}
    />
  );
}
