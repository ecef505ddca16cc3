import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { type FormEvent, type ReactNode, useId } from 'react';
import type { ActionDefinition, ActionInput } from '../data/action.ts';
import { ActionFields, type OwnInputs } from './ActionFields.tsx';
import { fieldErrorsOf } from './use-action-form.ts';
import { useActionInput } from './use-action-input.ts';

type Props = {
  readonly definition: ActionDefinition;
  readonly inputs?: OwnInputs;
  readonly title: string;
  readonly note: string;
  readonly submit: { readonly label: string; readonly danger?: boolean };
  readonly onSubmit: (given: { readonly input: ActionInput; readonly reason: string | undefined }) => void;
  readonly busy: boolean;
  readonly error: unknown;
  /** What came of it, in place of the form; null while it is still asked. */
  readonly outcome: ReactNode | null;
  readonly onClose: () => void;
};

/** Asks once what an action on many records needs, and then shows what came of it. */
export function AskOnceDialog(props: Props) {
  const { definition, inputs, title, note, submit, onSubmit, busy, error, outcome, onClose } = props;
  const [titleId, formId] = [useId(), useId()];
  const given = useActionInput(definition);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (given.input !== null && given.reasonGiven)
      onSubmit({ input: given.input, reason: given.reason.trim() || undefined });
  };
  return (
    <Dialog open onClose={busy ? undefined : onClose} aria-labelledby={titleId} fullWidth maxWidth="sm">
      <DialogTitle id={titleId}>{title}</DialogTitle>
      <DialogContent>
        {outcome ?? (
          <Box component="form" id={formId} onSubmit={send} noValidate sx={{ display: 'grid', gap: 4, paddingTop: 1 }}>
            <p style={{ margin: 0 }}>{note}</p>
            <ActionFields
              definition={definition}
              form={{ ...given, errors: fieldErrorsOf(error) }}
              currency="GBP"
              inputs={inputs}
            />
            {error instanceof Error && <Alert severity="error">{error.message}</Alert>}
          </Box>
        )}
      </DialogContent>
      <DialogActions>
        <Button variant="text" onClick={onClose} disabled={busy}>
          {outcome === null ? 'Cancel' : 'Close'}
        </Button>
        {outcome === null && (
          <Button
            type="submit"
            form={formId}
            variant="contained"
            color={submit.danger === true ? 'error' : 'primary'}
            disabled={given.input === null || !given.reasonGiven}
            loading={busy}
          >
            {submit.label}
          </Button>
        )}
      </DialogActions>
    </Dialog>
  );
}
