import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { type FormEvent, useId } from 'react';
import type { ActionDefinition } from '../data/action.ts';
import { countOf } from '../format/count.ts';
import { useAllMatching } from '../list/all-matching.ts';
import { ActionFields, type OwnInputs } from './ActionFields.tsx';
import { BulkRunPanel } from './BulkRunPanel.tsx';
import { fieldErrorsOf } from './use-action-form.ts';
import { useActionInput } from './use-action-input.ts';
import { useAskForMatching } from './use-ask-for-matching.ts';

type Props = {
  readonly definition: ActionDefinition;
  readonly noun: string;
  readonly inputs?: OwnInputs;
  readonly onClose: () => void;
};

/** Asks what is needed once for all that match, has each checked, and shows what would happen before it starts. */
export function MatchingActionDialog({ definition, noun, inputs, onClose }: Props) {
  const [titleId, formId] = [useId(), useId()];
  const { total } = useAllMatching();
  const given = useActionInput(definition);
  const { ask, busy, error, bulkRunId } = useAskForMatching(definition);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (given.input !== null && given.reasonGiven)
      void ask({ input: given.input, reason: given.reason.trim() || undefined });
  };
  return (
    <Dialog open onClose={busy ? undefined : onClose} aria-labelledby={titleId} fullWidth maxWidth="sm">
      <DialogTitle id={titleId}>
        {definition.title}: all {countOf(total, noun)} that match
      </DialogTitle>
      <DialogContent>
        {bulkRunId === null ? (
          <Box
            component="form"
            id={formId}
            onSubmit={submit}
            noValidate
            sx={{ display: 'grid', gap: 4, paddingTop: 1 }}
          >
            <p style={{ margin: 0 }}>
              Each is checked first. Nothing is done until you have seen the outcome and start it.
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
          <BulkRunPanel id={bulkRunId} />
        )}
      </DialogContent>
      <DialogActions>
        <Button variant="text" onClick={onClose} disabled={busy}>
          {bulkRunId === null ? 'Cancel' : 'Close'}
        </Button>
        {bulkRunId === null && (
          <Button
            type="submit"
            form={formId}
            variant="contained"
            disabled={given.input === null || !given.reasonGiven}
            loading={busy}
          >
            Check all
          </Button>
        )}
      </DialogActions>
    </Dialog>
  );
}
