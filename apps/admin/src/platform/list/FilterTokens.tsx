import Add from '@mui/icons-material/Add';
import Close from '@mui/icons-material/Close';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import ButtonBase from '@mui/material/ButtonBase';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import Popover from '@mui/material/Popover';
import { useRef, useState } from 'react';
import type { FilterDefinition, FilterValues } from './filter-definition.ts';
import { FilterEditor } from './FilterEditor.tsx';
import { type FilterToken, tokensOf, withFilter, withoutFilter } from './filter-tokens.ts';

export type FilterTokensProps = {
  readonly definitions: readonly FilterDefinition[];
  readonly values: FilterValues;
  readonly onChange: (values: FilterValues) => void;
};

/** The filter bar: each active filter a token to edit or remove, and "Filter" to add one. */
export function FilterTokens({ definitions, values, onChange }: FilterTokensProps) {
  const bar = useRef<HTMLDivElement>(null);
  const [menuAnchor, setMenuAnchor] = useState<HTMLElement | null>(null);
  const [editing, setEditing] = useState<string | null>(null);
  const definition = definitions.find(({ source }) => source === editing);
  const tokens = tokensOf(definitions, values);
  const edit = (source: string) => {
    setMenuAnchor(null);
    setEditing(source);
  };
  return (
    <Box
      ref={bar}
      role="group"
      aria-label="Filters"
      sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 2 }}
    >
      {tokens.map((token) => (
        <Token
          key={token.source}
          token={token}
          onEdit={() => edit(token.source)}
          onRemove={() => onChange(withoutFilter(values, token.source))}
        />
      ))}
      {definitions.length > 0 && (
        <Button
          variant="text"
          startIcon={<Add />}
          aria-haspopup="menu"
          onClick={(event) => setMenuAnchor(event.currentTarget)}
        >
          Filter
        </Button>
      )}
      {tokens.length > 1 && (
        <Button variant="text" onClick={() => onChange(values.q === undefined ? {} : { q: values.q })}>
          Clear all
        </Button>
      )}
      <Menu open={menuAnchor !== null} anchorEl={menuAnchor} onClose={() => setMenuAnchor(null)}>
        {definitions.map(({ source, label }) => (
          <MenuItem key={source} onClick={() => edit(source)}>
            {label}
          </MenuItem>
        ))}
      </Menu>
      <Popover
        open={definition !== undefined}
        anchorEl={() => bar.current}
        onClose={() => setEditing(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        slotProps={{ paper: { 'aria-label': definition?.label, role: 'dialog' } }}
      >
        {definition && (
          <FilterEditor
            definition={definition}
            value={values[definition.source]}
            onChange={(value) => onChange(withFilter(values, definition.source, value))}
            onDone={() => setEditing(null)}
          />
        )}
      </Popover>
    </Box>
  );
}

function Token({ token, onEdit, onRemove }: { token: FilterToken; onEdit: () => void; onRemove: () => void }) {
  return (
    <Box
      sx={({ colours }) => ({
        display: 'inline-flex',
        alignItems: 'stretch',
        height: 28,
        border: `1px solid ${colours.borderStrong}`,
        borderRadius: '6px',
        backgroundColor: colours.surface,
        overflow: 'hidden',
        maxWidth: '100%',
      })}
    >
      <ButtonBase
        onClick={onEdit}
        aria-label={`Change filter ${token.label}: ${token.text}`}
        sx={{ paddingInline: 2, gap: 1, fontSize: 13, minWidth: 0, '&:hover': { backgroundColor: 'action.hover' } }}
      >
        <Box component="span" sx={{ color: 'text.secondary', whiteSpace: 'nowrap' }}>
          {token.label}
        </Box>
        <Box
          component="span"
          sx={{ fontWeight: 500, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}
        >
          {token.text}
        </Box>
      </ButtonBase>
      <ButtonBase
        onClick={onRemove}
        aria-label={`Remove filter ${token.label}`}
        sx={{
          width: 24,
          borderLeft: 1,
          borderColor: 'divider',
          color: 'text.secondary',
          '&:hover': { backgroundColor: 'action.hover' },
        }}
      >
        <Close sx={{ fontSize: 14 }} />
      </ButtonBase>
    </Box>
  );
}
