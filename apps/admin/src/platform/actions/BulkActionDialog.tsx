import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { type FormEvent, useId } from 'react';
import { useListContext } from 'react-admin';
import type { ActionDefinition } from '../data/action.ts';
import { countOf } from '../format/count.ts';
import { ActionFields, type OwnInputs } from './ActionFields.tsx';
import { BulkSummary } from './BulkSummary.tsx';
import { fieldErrorsOf } from './use-action-form.ts';
import { useActionInput } from './use-action-input.ts';
import { useBulkRun } from './use-bulk-run.ts';

type Props = {
  readonly definition: ActionDefinition;
  readonly noun: string;
  readonly inputs?: OwnInputs;
  readonly onClose: () => void;
};

/** Asks what is needed once for all selected rows, runs the action on them, and tells what became of each. */
export function BulkActionDialog({ definition, noun, inputs, onClose }: Props) {
  const [titleId, formId] = [useId(), useId()];
  const { selectedIds, onSelect } = useListContext();
  const given = useActionInput(definition);
  const { run, busy, error, outcome } = useBulkRun(definition, noun);
  const count = countOf(selectedIds.length, noun);
  const close = () => {
    if (outcome !== null) onSelect(outcome.failed.map(({ id }) => id));
    onClose();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (given.input !== null && given.reasonGiven)
      void run({ ids: selectedIds.map(String), input: given.input, reason: given.reason.trim() || undefined });
  };
  return (
    <Dialog open onClose={busy ? undefined : close} aria-labelledby={titleId} fullWidth maxWidth="sm">
      <DialogTitle id={titleId}>
        {definition.title}: {count}
      </DialogTitle>
      <DialogContent>
        {outcome === null ? (
          <Box
            component="form"
            id={formId}
            onSubmit={submit}
            noValidate
            sx={{ display: 'grid', gap: 4, paddingTop: 1 }}
          >
            <p style={{ margin: 0 }}>
              Each is checked and done by itself: one that is refused does not hold up the others.
            </p>
            <ActionFields
              definition={definition}
              form={{ ...given, errors: fieldErrorsOf(error) }}
              currency="GBP"
              inputs={inputs}
            />
            {error instanceof Error && <Alert severity="error">{error.message}</Alert>}
          </Box>
        ) : (
          <BulkSummary outcome={outcome} noun={noun} />
        )}
      </DialogContent>
      <DialogActions>
        <Button variant="text" onClick={close} disabled={busy}>
          {outcome === null ? 'Cancel' : 'Close'}
        </Button>
        {outcome === null && (
          <Button
            type="submit"
            form={formId}
            variant="contained"
            color={definition.danger ? 'error' : 'primary'}
            disabled={given.input === null || !given.reasonGiven}
            loading={busy}
          >
            {definition.title}: {count}
          </Button>
        )}
      </DialogActions>
    </Dialog>
  );
}
