import Add from '@mui/icons-material/Add';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import ButtonBase from '@mui/material/ButtonBase';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';

/** A kept view of a list; `to` is its address (see listUrl). */
export type SavedViewTab = {
  readonly id: string;
  readonly name: string;
  readonly to: string;
  /** What opening it does besides, for example showing its columns. */
  readonly onOpen?: () => void;
  readonly menu?: ReactNode;
};

export type SavedViewTabsProps = {
  readonly tabs: readonly SavedViewTab[];
  /** The tab whose filters and sort are shown now, or null when they were changed. */
  readonly activeId: string | null;
  /** Shown when the view differs from every tab. */
  readonly onSave?: () => void;
};

/** Saved views over a list. @example <SavedViewTabs tabs={tabs} activeId="all" onSave={openSaveDialog} /> */
export function SavedViewTabs({ tabs, activeId, onSave }: SavedViewTabsProps) {
  return (
    <Box
      component="nav"
      aria-label="Saved views"
      sx={{ display: 'flex', alignItems: 'center', gap: 1, overflowX: 'auto', borderBottom: 1, borderColor: 'divider' }}
    >
      {tabs.map((tab) => (
        <Box key={tab.id} sx={{ display: 'flex', alignItems: 'center' }}>
          <ButtonBase
            component={Link}
            to={tab.to}
            onClick={tab.onOpen}
            aria-current={tab.id === activeId ? 'page' : undefined}
            sx={tabStyle(tab.id === activeId)}
          >
            {tab.name}
          </ButtonBase>
          {tab.menu}
        </Box>
      ))}
      {onSave && activeId === null && (
        <Button variant="text" startIcon={<Add />} onClick={onSave}>
          Save view
        </Button>
      )}
    </Box>
  );
}

function tabStyle(active: boolean) {
  return {
    height: 34,
    paddingInline: 2,
    marginRight: 2,
    fontSize: 13,
    fontWeight: 500,
    whiteSpace: 'nowrap',
    color: active ? 'text.primary' : 'text.secondary',
    borderBottom: 2,
    borderColor: active ? 'primary.main' : 'transparent',
    '&:hover': { color: 'text.primary' },
  };
}
