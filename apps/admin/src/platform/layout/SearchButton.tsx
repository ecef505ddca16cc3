import Search from '@mui/icons-material/Search';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';

/** Opens the command palette; says its key. */
export function SearchButton({ onClick }: { onClick: () => void }) {
  return (
    <ButtonBase onClick={onClick} aria-label="Search and commands" aria-keyshortcuts="Control+K Meta+K" sx={style}>
      <Search aria-hidden sx={{ fontSize: 16 }} />
      <Box component="span" sx={{ display: { xs: 'none', md: 'inline' }, flex: 1, textAlign: 'left' }}>
        Search
      </Box>
      <Box component="kbd" sx={{ display: { xs: 'none', md: 'inline' }, fontFamily: 'inherit', fontSize: 11 }}>
        {isMac() ? '⌘K' : 'Ctrl K'}
      </Box>
    </ButtonBase>
  );
}

function isMac(): boolean {
  return navigator.userAgent.includes('Mac');
}

const style = {
  height: 28,
  width: { xs: 30, md: 200 },
  gap: 2,
  paddingInline: { xs: 0, md: 2 },
  border: { xs: 0, md: 1 },
  borderColor: { md: 'divider' },
  borderRadius: '6px',
  color: 'text.secondary',
  fontSize: 13,
  '&:hover': { backgroundColor: 'action.hover', color: 'text.primary' },
};
