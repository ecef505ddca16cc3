import Add from '@mui/icons-material/Add';
import Button from '@mui/material/Button';
import Tooltip from '@mui/material/Tooltip';
import { useCreate, useNotify } from 'react-admin';
import { useNavigate } from 'react-router-dom';
import { recordPath, usePermission } from '../../../platform/index.ts';

/** Starts a draft as a copy of a model, of the published one unless told otherwise. */
export function NewDraftButton({ basedOn, title }: { basedOn?: string; title?: string }) {
  const mayDraft = usePermission('health-models:create');
  const [create, { isPending }] = useCreate();
  const navigate = useNavigate();
  const notify = useNotify();
  const start = () =>
    void create(
      'health-models',
      {
        data: {
          title: title === undefined ? 'New draft' : `${title}, changed`.slice(0, 80),
          ...(basedOn === undefined ? {} : { basedOn }),
        },
      },
      {
        onSuccess: ({ id }) => void navigate(recordPath('health-models', id)),
        onError: (error) =>
          notify(error instanceof Error ? error.message : 'The draft could not be started', { type: 'error' }),
      },
    );
  return (
    <Tooltip title={mayDraft ? '' : 'Your role does not edit models'}>
      <span>
        <Button variant="outlined" startIcon={<Add />} disabled={!mayDraft || isPending} onClick={start}>
          {basedOn === undefined ? 'New draft' : 'Draft from this'}
        </Button>
      </span>
    </Tooltip>
  );
}
