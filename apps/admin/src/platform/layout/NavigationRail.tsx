import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Tooltip from '@mui/material/Tooltip';
import { useGetList } from 'react-admin';
import { Link, useLocation } from 'react-router-dom';
import type { NavigationItem } from '../capability.ts';
import { formatCount } from '../format/count.ts';
import { BrandMark } from './BrandMark.tsx';
import { currentItem, useNavigation } from './capabilities-context.ts';

/** Groups and items of the left rail. Collapsed, it shows icons with their names on hover. */
export function NavigationRail({ collapsed, onNavigate }: { collapsed: boolean; onNavigate?: () => void }) {
  const sections = useNavigation();
  const { pathname } = useLocation();
  const current = currentItem(sections, pathname);
  return (
    <Box
      component="nav"
      aria-label="Main"
      sx={{ display: 'flex', flexDirection: 'column', height: '100%', overflowY: 'auto', padding: 2, gap: 3 }}
    >
      <Box component={Link} to="/" onClick={onNavigate} aria-label="WedSync Back Office, home" sx={brandStyle}>
        <BrandMark />
        {!collapsed && <span>WedSync</span>}
      </Box>
      {sections.map(({ group, items }) => (
        <Box key={group} role="group" aria-label={group}>
          {!collapsed && group !== 'Work' && <GroupName name={group} />}
          {items.map((item) => (
            <RailItem
              key={item.path}
              item={item}
              active={item === current}
              collapsed={collapsed}
              onNavigate={onNavigate}
            />
          ))}
        </Box>
      ))}
    </Box>
  );
}

function GroupName({ name }: { name: string }) {
  return (
    <Box
      aria-hidden
      sx={{
        paddingInline: 2,
        paddingBottom: 1,
        fontSize: 11,
        lineHeight: '16px',
        fontWeight: 600,
        color: 'text.secondary',
      }}
    >
      {name}
    </Box>
  );
}

type RailItemProps = {
  readonly item: NavigationItem;
  readonly active: boolean;
  readonly collapsed: boolean;
  readonly onNavigate: (() => void) | undefined;
};

function RailItem({ item, active, collapsed, onNavigate }: RailItemProps) {
  const Icon = item.icon;
  return (
    <Tooltip title={collapsed ? item.label : ''} placement="right">
      <ButtonBase
        component={Link}
        to={item.path}
        onClick={onNavigate}
        aria-current={active ? 'page' : undefined}
        aria-label={collapsed ? item.label : undefined}
        sx={itemStyle(active, collapsed)}
      >
        <Icon aria-hidden sx={{ fontSize: 17, color: active ? 'text.primary' : 'text.secondary' }} />
        {!collapsed && <span style={{ flex: 1, minWidth: 0 }}>{item.label}</span>}
        {item.badge && <Badge badge={item.badge} collapsed={collapsed} />}
      </ButtonBase>
    </Tooltip>
  );
}

function Badge({ badge, collapsed }: { badge: NonNullable<NavigationItem['badge']>; collapsed: boolean }) {
  const { total: count } = useGetList(badge.resource, {
    filter: badge.filter,
    pagination: { page: 1, perPage: 1 },
    sort: { field: 'id', order: 'ASC' },
  });
  if (!count) return null;
  return (
    <Box
      component="span"
      className="tabular"
      sx={({ colours }) => ({
        fontSize: 11,
        lineHeight: '16px',
        fontWeight: 600,
        paddingInline: '5px',
        borderRadius: '8px',
        color: colours.tone.accent.text,
        backgroundColor: colours.tone.accent.background,
        ...(collapsed ? { position: 'absolute', top: 0, right: 0 } : {}),
      })}
    >
      {formatCount(count)}
      <span className="visually-hidden"> waiting</span>
    </Box>
  );
}

const brandStyle = {
  display: 'flex',
  alignItems: 'center',
  gap: 2,
  height: 32,
  paddingInline: 1,
  color: 'text.primary',
  textDecoration: 'none',
  fontSize: 14,
  fontWeight: 600,
  letterSpacing: '-0.01em',
};

function itemStyle(active: boolean, collapsed: boolean) {
  return {
    position: 'relative',
    display: 'flex',
    justifyContent: collapsed ? 'center' : 'flex-start',
    gap: 2,
    width: '100%',
    minHeight: { xs: 36, md: 30 },
    paddingInline: 2,
    borderRadius: '6px',
    textAlign: 'left',
    fontSize: 13,
    fontWeight: active ? 600 : 500,
    color: active ? 'text.primary' : 'text.secondary',
    backgroundColor: active ? 'divider' : 'transparent',
    '&:hover': { color: 'text.primary', backgroundColor: active ? 'divider' : 'action.hover' },
  };
}
