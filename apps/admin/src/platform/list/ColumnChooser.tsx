import ViewColumnOutlined from '@mui/icons-material/ViewColumnOutlined';
import Checkbox from '@mui/material/Checkbox';
import IconButton from '@mui/material/IconButton';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import Tooltip from '@mui/material/Tooltip';
import { useState } from 'react';
import type { RaRecord } from 'react-admin';
import type { Column } from './column.ts';
import type { ColumnChoice } from './use-columns.ts';

/** The menu that shows and hides columns; the choice is remembered on this device. */
export function ColumnChooser<R extends RaRecord>({
  columns,
  choice,
}: {
  columns: readonly Column<R>[];
  choice: ColumnChoice<R>;
}) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <Tooltip title="Choose columns">
        <IconButton
          aria-label="Choose columns"
          aria-haspopup="menu"
          onClick={(event) => setAnchor(event.currentTarget)}
        >
          <ViewColumnOutlined />
        </IconButton>
      </Tooltip>
      <Menu open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)}>
        {columns
          .filter(({ always }) => always !== true)
          .map((column) => (
            <MenuItem
              key={column.id}
              role="menuitemcheckbox"
              aria-checked={choice.isShown(column)}
              onClick={() => choice.toggle(column)}
              dense
            >
              <Checkbox checked={choice.isShown(column)} tabIndex={-1} disableRipple sx={{ padding: 0 }} />
              {column.label}
            </MenuItem>
          ))}
      </Menu>
    </>
  );
}
