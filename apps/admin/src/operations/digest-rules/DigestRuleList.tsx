import Add from '@mui/icons-material/Add';
import Button from '@mui/material/Button';
import type { DigestRule } from '@wedsync/domain/operations';
import { Link } from 'react-router-dom';
import {
  type Column,
  type FilterDefinition,
  RecordListPage,
  recordPath,
  ToneChip,
  usePermission,
} from '../../platform/index.ts';

const filters: readonly FilterDefinition[] = [{ source: 'enabled', label: 'In force', kind: 'yes-no' }];

const columns: readonly Column<DigestRule>[] = [
  { id: 'name', label: 'Digest', render: ({ name }) => name, sortBy: 'name', always: true, phone: true },
  {
    id: 'segment',
    label: 'About',
    phone: true,
    render: ({ segmentId, segmentName }) => <Link to={recordPath('segments', segmentId)}>{segmentName}</Link>,
  },
  {
    id: 'place',
    label: 'Read',
    phone: true,
    render: ({ channel, staffName }) => channel ?? `in ${staffName ?? 'somebody'}’s own book`,
  },
  {
    id: 'enabled',
    label: 'In force',
    render: ({ enabled }) => <ToneChip tone={enabled ? 'positive' : 'neutral'}>{enabled ? 'Yes' : 'Off'}</ToneChip>,
  },
];

/** Daily digests about one segment, beside those of the team and of each owner. */
export default function DigestRuleList() {
  const mayAdd = usePermission('digest-rules:create');
  const mayEdit = usePermission('digest-rules:update');
  return (
    <RecordListPage<DigestRule>
      title="Daily digests"
      sort={{ field: 'name', order: 'ASC' }}
      filters={filters}
      search="Name of a digest"
      columns={columns}
      rowPath={mayEdit ? ({ id }) => `/digest-rules/${id}` : null}
      actions={
        mayAdd && (
          <Button component={Link} to="/digest-rules/create" variant="contained" startIcon={<Add />}>
            New digest
          </Button>
        )
      }
      empty={{
        title: 'No digests of segments',
        text: 'Each working day at 8:30 the team reads of the whole house and each owner of their book. A digest here is about the suppliers of one segment.',
      }}
    />
  );
}
