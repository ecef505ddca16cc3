import Button, { type ButtonProps } from '@mui/material/Button';
import Tooltip from '@mui/material/Tooltip';
import type { Permission } from '@wedsync/domain/platform';
import { usePermission } from '../../platform/index.ts';

type PermittedButtonProps = ButtonProps & { readonly permission: Permission; readonly why: string };

/** A button that says why it is not for the roles of whoever looks. */
export function PermittedButton({ permission, why, children, ...button }: PermittedButtonProps) {
  const allowed = usePermission(permission);
  return (
    <Tooltip title={allowed ? '' : why}>
      <span>
        <Button {...button} disabled={!allowed || button.disabled}>
          {children}
          {!allowed && <span className="visually-hidden"> ({why})</span>}
        </Button>
      </span>
    </Tooltip>
  );
}
