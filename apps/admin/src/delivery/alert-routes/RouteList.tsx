import Add from '@mui/icons-material/Add';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { AlertRoute } from '@wedsync/domain/delivery';
import { Link } from 'react-router-dom';
import { type FilterDefinition, RecordListPage, usePermission } from '../../platform/index.ts';
import { EscalationRule } from './EscalationRule.tsx';
import { routeColumns } from './route-columns.tsx';
import { RouteTest } from './RouteTest.tsx';

const filters: readonly FilterDefinition[] = [{ source: 'enabled', label: 'In force', kind: 'yes-no' }];

/** Where alerts are told, a box to try it, and what happens when nobody takes one. */
export default function RouteList() {
  const mayAdd = usePermission('alert-routes:create');
  const mayEdit = usePermission('alert-routes:update');
  return (
    <RecordListPage<AlertRoute>
      title="Alert rules"
      sort={{ field: 'place', order: 'ASC' }}
      filters={filters}
      search="Name of a rule"
      columns={routeColumns}
      rowPath={mayEdit ? ({ id }) => `/alert-routes/${id}` : null}
      actions={
        mayAdd && (
          <Button component={Link} to="/alert-routes/create" variant="contained" startIcon={<Add />}>
            New rule
          </Button>
        )
      }
      above={
        <Box sx={{ display: 'grid', gap: 4 }}>
          <RouteTest />
          <EscalationRule />
        </Box>
      }
      empty={{
        title: 'No rules',
        text: 'Every alert goes where its kind says. A rule sends some elsewhere: by kind, severity, plan or owner.',
      }}
    />
  );
}
