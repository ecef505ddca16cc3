import Button, { type ButtonProps } from '@mui/material/Button';
import Tooltip from '@mui/material/Tooltip';
import { type ReactNode, useState } from 'react';
import { ActionDialog, type ActionDialogProps } from './ActionDialog.tsx';
import { useRecordActions } from './use-actions.ts';

export type ActionButtonProps = Omit<ActionDialogProps, 'open' | 'onClose'> & {
  /** The button's words; the action's title by default. */
  readonly label?: string;
  readonly variant?: ButtonProps['variant'];
  readonly color?: ButtonProps['color'];
  readonly icon?: ReactNode;
};

/**
 * A button for one action of one record. Absent when the record does not have the action, disabled with the reason when it is not allowed now.
 * @example <ActionButton resource="charges" id={charge.id} verb="refund" currency={charge.currency} layout="panel" />
 */
export function ActionButton({ label, variant, color, icon, ...dialog }: ActionButtonProps) {
  const [open, setOpen] = useState(false);
  const { data: actions } = useRecordActions(dialog.resource, dialog.id);
  const action = actions?.find(({ verb }) => verb === dialog.verb);
  if (action === undefined) return null;
  return (
    <>
      <Tooltip
        title={
          action.allowed
            ? action.needsApproval
              ? 'A second person has to approve'
              : ''
            : (action.why ?? 'Not possible now')
        }
      >
        <span>
          <Button
            variant={variant}
            color={color}
            startIcon={icon}
            disabled={!action.allowed}
            onClick={() => setOpen(true)}
          >
            {label ?? action.title}
            {!action.allowed && action.why && <span className="visually-hidden"> ({action.why})</span>}
          </Button>
        </span>
      </Tooltip>
      <ActionDialog {...dialog} open={open} onClose={() => setOpen(false)} />
    </>
  );
}
