import MoreHoriz from '@mui/icons-material/MoreHoriz';
import IconButton from '@mui/material/IconButton';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { ActionDialog, type ActionDialogProps } from './ActionDialog.tsx';
import { useRecordActions, useResourceActions } from './use-actions.ts';

export type ActionMenuProps = Omit<ActionDialogProps, 'open' | 'onClose' | 'verb'> & {
  /** Which record it is about, where there is more than one on the page. */
  readonly name?: string;
  /** Verbs that have a button of their own. */
  readonly except?: readonly string[];
};

/**
 * Every other action of a record behind "…", those not possible now with the reason. The record is asked for when the menu opens, so a list may have one a row.
 * @example <ActionMenu resource="suppliers" id={id} name={businessName} except={['view-as']} />
 */
export function ActionMenu({ name, except = [], ...dialog }: ActionMenuProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [verb, setVerb] = useState<string | null>(null);
  const { data: known = [] } = useResourceActions(dialog.resource);
  if (known.every((action) => except.includes(action.verb))) return null;
  const close = () => setAnchor(null);
  const choose = (chosen: string) => {
    close();
    setVerb(chosen);
  };
  return (
    <>
      <IconButton
        aria-label={name === undefined ? 'More actions' : `More actions: ${name}`}
        aria-haspopup="menu"
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <MoreHoriz />
      </IconButton>
      {anchor !== null && (
        <Menu open anchorEl={anchor} onClose={close}>
          <Choices resource={dialog.resource} id={dialog.id} except={except} onChoose={choose} />
        </Menu>
      )}
      {verb !== null && <ActionDialog {...dialog} verb={verb} open onClose={() => setVerb(null)} />}
    </>
  );
}

type ChoicesProps = Pick<ActionDialogProps, 'resource' | 'id'> & {
  readonly except: readonly string[];
  readonly onChoose: (verb: string) => void;
};

function Choices({ resource, id, except, onChoose }: ChoicesProps) {
  const { data, error, refetch } = useRecordActions(resource, id);
  if (data === undefined && error !== null)
    return <MenuItem onClick={() => void refetch()}>{error.message} Try again</MenuItem>;
  if (data === undefined) return <MenuItem disabled>One moment</MenuItem>;
  const actions = data.filter((action) => !except.includes(action.verb));
  if (actions.length === 0) return <MenuItem disabled>Nothing to do with it</MenuItem>;
  return actions.map((action) => (
    <MenuItem
      key={action.verb}
      disabled={!action.allowed}
      onClick={() => onChoose(action.verb)}
      sx={{ display: 'grid', gap: 0 }}
    >
      {action.title}
      {!action.allowed && action.why && (
        <Typography variant="caption" color="text.secondary">
          {action.why}
        </Typography>
      )}
    </MenuItem>
  ));
}
