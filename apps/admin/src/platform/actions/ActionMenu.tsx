import MoreHoriz from '@mui/icons-material/MoreHoriz';
import IconButton from '@mui/material/IconButton';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { ActionDialog, type ActionDialogProps } from './ActionDialog.tsx';
import { useRecordActions } from './use-actions.ts';

export type ActionMenuProps = Omit<ActionDialogProps, 'open' | 'onClose' | 'verb'> & {
  /** Verbs that have a button of their own. */
  readonly except?: readonly string[];
};

/** Every other action of a record behind "…", those not possible now with the reason. @example <ActionMenu resource="suppliers" id={id} except={['view-as']} /> */
export function ActionMenu({ except = [], ...dialog }: ActionMenuProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [verb, setVerb] = useState<string | null>(null);
  const { data = [] } = useRecordActions(dialog.resource, dialog.id);
  const actions = data.filter((action) => !except.includes(action.verb));
  if (actions.length === 0) return null;
  const choose = (chosen: string) => {
    setAnchor(null);
    setVerb(chosen);
  };
  return (
    <>
      <IconButton aria-label="More actions" aria-haspopup="menu" onClick={(event) => setAnchor(event.currentTarget)}>
        <MoreHoriz />
      </IconButton>
      <Menu open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)}>
        {actions.map((action) => (
          <MenuItem
            key={action.verb}
            disabled={!action.allowed}
            onClick={() => choose(action.verb)}
            sx={{ display: 'grid', gap: 0 }}
          >
            {action.title}
            {!action.allowed && action.why && (
              <Typography variant="caption" color="text.secondary">
                {action.why}
              </Typography>
            )}
          </MenuItem>
        ))}
      </Menu>
      {verb !== null && <ActionDialog {...dialog} verb={verb} open onClose={() => setVerb(null)} />}
    </>
  );
}
