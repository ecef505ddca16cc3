import Button from '@mui/material/Button';
import type { Staff } from '@wedsync/domain/access';
import { Link } from 'react-router-dom';
import { anyOf, type FilterDefinition, RecordListPage, usePermission } from '../../platform/index.ts';
import { roleChoices } from '../role-names.ts';
import { staffColumns } from './staff-columns.tsx';

const filters: readonly FilterDefinition[] = [
  anyOf('role', 'Role', roleChoices),
  { source: 'disabled', label: 'Disabled', kind: 'yes-no' },
];

/** Who works here, and what each may do. */
export default function StaffList() {
  const mayHire = usePermission('staff:create');
  return (
    <RecordListPage<Staff>
      title="Staff"
      sort={{ field: 'name', order: 'ASC' }}
      filters={filters}
      search="Name or e-mail"
      actions={
        mayHire && (
          <Button component={Link} to="/staff/create" variant="contained">
            Add a person
          </Button>
        )
      }
      columns={staffColumns}
      empty={{ title: 'Nobody matches', text: 'People appear here with their roles and regions.' }}
    />
  );
}
