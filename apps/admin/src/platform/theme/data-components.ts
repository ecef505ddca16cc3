import type { Components, Theme } from '@mui/material/styles';
import type { Colours } from './palette.ts';

/** Tables, chips, progress and react-admin's own data grid. */
export function dataComponents(colours: Colours): Components<Theme> {
  return {
    MuiTable: { styleOverrides: { root: { fontVariantNumeric: 'tabular-nums' } } },
    MuiTableRow: {
      styleOverrides: {
        root: {
          height: 36,
          '&.MuiTableRow-hover:hover': { backgroundColor: colours.hover },
          '&.Mui-selected, &.Mui-selected:hover': { backgroundColor: colours.tone.accent.background },
          '&:focus-visible': { outline: `2px solid ${colours.focus}`, outlineOffset: -2 },
        },
      },
    },
    MuiTableCell: {
      styleOverrides: {
        root: { fontSize: 13, lineHeight: '20px', padding: '7px 12px', borderBottom: `1px solid ${colours.border}` },
        sizeSmall: { padding: '7px 12px' },
        // A button does not make its row taller than the others.
        body: { '& .MuiButton-root': { minHeight: 24, paddingBlock: 1, marginBlock: -2 } },
        head: {
          fontSize: 12,
          lineHeight: '16px',
          fontWeight: 500,
          color: colours.textSecondary,
          backgroundColor: colours.surface,
          padding: '8px 12px',
          whiteSpace: 'nowrap',
        },
        paddingCheckbox: { width: 36, padding: '0 0 0 4px' },
        stickyHeader: { backgroundColor: colours.surface },
      },
    },
    MuiTableSortLabel: {
      styleOverrides: { root: { '&.Mui-active': { color: colours.text } }, icon: { fontSize: 14 } },
    },
    MuiTablePagination: { styleOverrides: { root: { border: 0 }, toolbar: { minHeight: 40 } } },
    MuiChip: {
      defaultProps: { size: 'small' },
      styleOverrides: {
        root: { borderRadius: 5, fontSize: 12, fontWeight: 500 },
        sizeSmall: { height: 22 },
        labelSmall: { paddingInline: 7 },
      },
    },
    MuiLinearProgress: { styleOverrides: { root: { height: 4, borderRadius: 2, backgroundColor: colours.subtle } } },
    MuiSkeleton: { defaultProps: { animation: 'wave' }, styleOverrides: { root: { backgroundColor: colours.subtle } } },
    MuiBadge: { styleOverrides: { badge: { fontSize: 11, fontWeight: 600, fontVariantNumeric: 'tabular-nums' } } },
    MuiAccordion: {
      defaultProps: { disableGutters: true },
      styleOverrides: { root: { border: `1px solid ${colours.border}`, '&::before': { display: 'none' } } },
    },
    ...reactAdminComponents(colours),
  };
}

/** react-admin's own pieces, for pages that use them directly. */
function reactAdminComponents(colours: Colours): Components<Theme> {
  const frame = { border: `1px solid ${colours.border}`, borderRadius: 8, boxShadow: 'none', overflow: 'hidden' };
  return {
    RaDatagrid: { styleOverrides: { root: { '& .RaDatagrid-headerCell': { backgroundColor: colours.surface } } } },
    RaList: { styleOverrides: { root: { '& .RaList-content': frame } } },
    RaToolbar: {
      styleOverrides: {
        root: { backgroundColor: 'transparent', borderTop: `1px solid ${colours.border}`, minHeight: 52 },
      },
    },
    RaSimpleShowLayout: { styleOverrides: { root: { padding: 16 } } },
  };
}
