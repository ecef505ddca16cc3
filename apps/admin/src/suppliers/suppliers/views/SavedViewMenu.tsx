import MoreHoriz from '@mui/icons-material/MoreHoriz';
import IconButton from '@mui/material/IconButton';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import type { SavedView } from '@wedsync/domain/suppliers';
import { useState } from 'react';
import { useDelete, useNotify, useUpdate } from 'react-admin';
import { problemWords } from '../../problem-words.ts';
import type { ViewQuery } from './standard-views.ts';

/** What the owner of a view may do with it: replace it by what is shown now, share it, remove it. */
export function SavedViewMenu({ view, current }: { readonly view: SavedView; readonly current: ViewQuery }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [update] = useUpdate<SavedView>();
  const [remove] = useDelete<SavedView>();
  const notify = useNotify();
  const onError = (error: unknown) => notify(problemWords(error), { type: 'error' });
  const change = (data: Partial<SavedView>) => {
    setAnchor(null);
    void update('saved-views', { id: view.id, data, previousData: view }, { onError });
  };
  const drop = () => {
    setAnchor(null);
    void remove('saved-views', { id: view.id, previousData: view }, { onError });
  };
  const sort: [string, 'ASC' | 'DESC'] = [current.sort.field, current.sort.order];
  const columns = current.columns == null ? null : [...current.columns];
  const query = { ...view.query, filter: { ...current.filter }, sort, columns };
  return (
    <>
      <IconButton
        aria-label={`Change view ${view.name}`}
        aria-haspopup="menu"
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <MoreHoriz sx={{ fontSize: 16 }} />
      </IconButton>
      <Menu open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)}>
        <MenuItem onClick={() => change({ query })}>Replace by what is shown now</MenuItem>
        <MenuItem onClick={() => change({ shared: !view.shared })}>
          {view.shared ? 'Keep to myself' : 'Share with everyone'}
        </MenuItem>
        <MenuItem onClick={drop}>Remove</MenuItem>
      </Menu>
    </>
  );
}
