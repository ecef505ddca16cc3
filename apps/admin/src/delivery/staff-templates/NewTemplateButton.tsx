import Add from '@mui/icons-material/Add';
import Button from '@mui/material/Button';
import { Link } from 'react-router-dom';
import { usePermission } from '../../platform/index.ts';

export function NewTemplateButton() {
  if (!usePermission('message-templates:create')) return null;
  return (
    <Button component={Link} to="/message-templates/create" variant="contained" startIcon={<Add />}>
      New template
    </Button>
  );
}
