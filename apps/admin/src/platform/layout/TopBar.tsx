import Menu from '@mui/icons-material/Menu';
import ViewSidebarOutlined from '@mui/icons-material/ViewSidebarOutlined';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import { AccountMenu } from './AccountMenu.tsx';
import { Breadcrumb } from './Breadcrumb.tsx';
import { LiveIndicator } from './LiveIndicator.tsx';
import { ProgressTray } from './ProgressTray.tsx';
import { SearchButton } from './SearchButton.tsx';
import { ThemeSwitch } from './ThemeSwitch.tsx';

export type TopBarProps = {
  readonly isPhone: boolean;
  readonly onToggleRail: () => void;
  readonly onOpenPalette: () => void;
  readonly onShowKeys: () => void;
};

/** The bar above every page: where you are on the left, tools on the right. */
export function TopBar({ isPhone, onToggleRail, onOpenPalette, onShowKeys }: TopBarProps) {
  const RailIcon = isPhone ? Menu : ViewSidebarOutlined;
  return (
    <Box component="header" sx={barStyle}>
      <Tooltip title={isPhone ? 'Menu' : 'Fold the menu ( [ )'}>
        <IconButton aria-label={isPhone ? 'Open the menu' : 'Fold or unfold the menu'} onClick={onToggleRail}>
          <RailIcon />
        </IconButton>
      </Tooltip>
      <Breadcrumb />
      <SearchButton onClick={onOpenPalette} />
      <LiveIndicator />
      <ProgressTray />
      <ThemeSwitch />
      <AccountMenu onShowKeys={onShowKeys} />
    </Box>
  );
}

const barStyle = {
  position: 'sticky',
  top: 0,
  zIndex: 'appBar',
  display: 'flex',
  alignItems: 'center',
  gap: 1,
  height: 48,
  paddingInline: { xs: 2, md: 4 },
  backgroundColor: 'background.default',
  borderBottom: 1,
  borderColor: 'divider',
};
