import Button from '@mui/material/Button';
import type { Staff } from '@wedsync/domain/access';
import { Link } from 'react-router-dom';
import {
  DataTable,
  EmptyState,
  type FilterDefinition,
  ListPage,
  recordPath,
  usePermission,
} from '../../platform/index.ts';
import { roleChoices } from '../role-names.ts';
import { staffColumns } from './staff-columns.tsx';

const filters: readonly FilterDefinition[] = [
  { source: 'role', label: 'Role', kind: 'choice', multiple: true, choices: roleChoices },
  { source: 'disabled', label: 'Disabled', kind: 'yes-no' },
];

/** Who works here, and what each may do. */
export default function StaffList() {
  const mayHire = usePermission('staff:create');
  return (
    <ListPage
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
    >
      <DataTable<Staff>
        label="Staff"
        columns={staffColumns}
        rowPath={({ id }) => recordPath('staff', id)}
        empty={<EmptyState title="Nobody matches">People appear here with their roles and regions.</EmptyState>}
      />
    </ListPage>
  );
}
