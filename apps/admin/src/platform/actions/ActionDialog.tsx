import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { type ComponentType, type FormEvent, type ReactNode, useId } from 'react';
import { ErrorState } from '../components/ErrorState.tsx';
import { SidePanel } from '../components/SidePanel.tsx';
import { SkeletonRows } from '../components/Skeletons.tsx';
import type { ActionDefinition, ActionPreview, ActionRun, ActionTarget } from '../data/action.ts';
import { formatMoney } from '../format/money.ts';
import { ActionFields, type OwnInputs } from './ActionFields.tsx';
import { ActionPreviewLines } from './ActionPreviewLines.tsx';
import type { ActionValues } from './action-values.ts';
import { useActionDefinition } from './use-actions.ts';
import { type ActionForm, useActionForm } from './use-action-form.ts';

export type ActionDialogProps = ActionTarget & {
  readonly open: boolean;
  readonly onClose: () => void;
  /** Currency of amounts in the form. */
  readonly currency?: string;
  /** Values to start with, over the schema's defaults. */
  readonly initial?: ActionValues;
  /** Inputs of your own by field name, for what the schema cannot say (refund lines, a plan picker). */
  readonly inputs?: OwnInputs;
  /** What the reader needs above the form, for example the charge. */
  readonly context?: ReactNode;
  /** The words of the confirm button; by default the title and the first amount ("Refund £12.00"). */
  readonly confirmLabel?: (values: ActionValues, preview: ActionPreview | null) => string;
  readonly onDone?: (run: ActionRun) => void;
  /** A panel on the right keeps the page in view. */
  readonly layout?: 'dialog' | 'panel';
};

/**
 * Runs one action of the registry on one record: form from the JSON Schema, live preview, reason, one idempotency key per opening.
 * @example <ActionDialog open={open} onClose={close} resource="charges" id={id} verb="refund" currency="GBP" layout="panel" />
 */
export function ActionDialog(props: ActionDialogProps) {
  const definition = useActionDefinition(props.resource, props.verb);
  if (!props.open) return null;
  const Shell = props.layout === 'panel' ? SidePanel : DialogShell;
  if (definition.data !== undefined) return <OpenedAction {...props} definition={definition.data} shell={Shell} />;
  return (
    <Shell open title="One moment" onClose={props.onClose}>
      {definition.isPending ? (
        <SkeletonRows rows={4} />
      ) : (
        <ErrorState
          title="This action cannot be opened"
          error={definition.error}
          retry={() => void definition.refetch()}
        />
      )}
    </Shell>
  );
}

type Shell = ComponentType<{
  open: boolean;
  title: string;
  onClose: () => void;
  children: ReactNode;
  footer?: ReactNode;
}>;

function OpenedAction({
  definition,
  shell: Shell,
  ...props
}: ActionDialogProps & { readonly definition: ActionDefinition; readonly shell: Shell }) {
  const { resource, id, verb, onClose, currency = 'GBP' } = props;
  const formId = useId();
  const form = useActionForm({
    target: { resource, id, verb },
    definition,
    initial: props.initial,
    onDone: (run) => {
      props.onDone?.(run);
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    form.submit();
  };
  const confirm = props.confirmLabel?.(form.values, form.preview) ?? effectOf(definition, form, currency);
  return (
    <Shell
      open
      title={definition.title}
      onClose={onClose}
      footer={<Footer formId={formId} form={form} danger={definition.danger} confirm={confirm} onClose={onClose} />}
    >
      <Box component="form" id={formId} onSubmit={submit} noValidate sx={{ display: 'grid', gap: 4, paddingTop: 1 }}>
        {props.context}
        <ActionFields definition={definition} form={form} currency={currency} inputs={props.inputs} />
        <ActionPreviewLines preview={form.preview} error={form.error} pending={form.pending} missing={form.missing} />
        {form.message && <Alert severity="error">{form.message}</Alert>}
      </Box>
    </Shell>
  );
}

type FooterProps = {
  readonly formId: string;
  readonly form: ActionForm;
  readonly danger: boolean;
  readonly confirm: string;
  readonly onClose: () => void;
};

function Footer({ formId, form, danger, confirm, onClose }: FooterProps) {
  const needsApproval = form.preview?.approval !== null && form.preview !== null;
  return (
    <Box sx={{ display: 'flex', justifyContent: 'flex-end', gap: 2, width: '100%' }}>
      <Button variant="text" onClick={onClose}>
        Cancel
      </Button>
      <Button
        type="submit"
        form={formId}
        variant="contained"
        color={danger ? 'error' : 'primary'}
        disabled={!form.ready}
        loading={form.busy}
      >
        {needsApproval ? `Ask for approval: ${confirm}` : confirm}
      </Button>
    </Box>
  );
}

/** "Refund £12.00": the title and the first amount of the form. */
function effectOf(definition: ActionDefinition, form: ActionForm, currency: string): string {
  const amount = form.fields.filter(({ kind }) => kind === 'money').map(({ name }) => form.values[name])[0];
  return typeof amount === 'number' ? `${definition.title} ${formatMoney(amount, currency)}` : definition.title;
}

function DialogShell({
  open,
  title,
  onClose,
  children,
  footer,
}: {
  open: boolean;
  title: string;
  onClose: () => void;
  children: ReactNode;
  footer?: ReactNode;
}) {
  const titleId = useId();
  return (
    <Dialog open={open} onClose={onClose} aria-labelledby={titleId} fullWidth maxWidth="sm">
      <DialogTitle id={titleId}>{title}</DialogTitle>
      <DialogContent>{children}</DialogContent>
      {footer && <DialogActions>{footer}</DialogActions>}
    </Dialog>
  );
}
