import Box from '@mui/material/Box';
import Drawer from '@mui/material/Drawer';
import { useTheme } from '@mui/material/styles';
import useMediaQuery from '@mui/material/useMediaQuery';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useStore } from 'react-admin';
import { useLocation } from 'react-router-dom';
import { ErrorBoundary } from '../components/ErrorBoundary.tsx';
import { OfflineNotice } from '../components/OfflineNotice.tsx';
import { SkeletonPage } from '../components/Skeletons.tsx';
import { useShortcut } from '../keyboard/shortcuts.ts';
import { LiveStreamProvider } from '../live/LiveStreamProvider.tsx';
import { useCapabilities } from './capabilities-context.ts';
import { NavigationRail } from './NavigationRail.tsx';
import { TopBar } from './TopBar.tsx';

const CommandPalette = lazy(() => import('../palette/CommandPalette.tsx'));
const KeyHelp = lazy(() => import('../keyboard/KeyHelp.tsx'));

type Overlay = 'palette' | 'keys' | null;

/** The frame around every page of a signed-in person. */
export function AppLayout({ children }: { children?: ReactNode }) {
  const [overlay, setOverlay] = useState<Overlay>(null);
  const rail = useRail();
  useShortcut({
    keys: 'mod+k',
    description: 'Search and commands',
    group: 'Everywhere',
    run: () => setOverlay('palette'),
  });
  useShortcut({ keys: '?', description: 'This list of keys', group: 'Everywhere', run: () => setOverlay('keys') });
  useShortcut({ keys: '[', description: 'Fold or unfold the menu', group: 'Everywhere', run: rail.toggle });
  return (
    <LiveStreamProvider>
      <SkipLink />
      <Box sx={{ display: 'flex', minHeight: '100vh' }}>
        <Rail rail={rail} />
        <Box sx={{ flex: 1, minWidth: 0, display: 'flex', flexDirection: 'column' }}>
          <TopBar
            isPhone={rail.isPhone}
            onToggleRail={rail.toggle}
            onOpenPalette={() => setOverlay('palette')}
            onShowKeys={() => setOverlay('keys')}
          />
          <Banners />
          <Content>{children}</Content>
        </Box>
      </Box>
      <Listeners />
      <Suspense fallback={null}>
        {overlay === 'palette' && <CommandPalette onClose={() => setOverlay(null)} />}
        {overlay === 'keys' && <KeyHelp onClose={() => setOverlay(null)} />}
      </Suspense>
    </LiveStreamProvider>
  );
}

function Content({ children }: { children: ReactNode }) {
  const { pathname } = useLocation();
  return (
    <Box component="main" id="main" tabIndex={-1} sx={{ flex: 1, minWidth: 0, outline: 'none' }}>
      <ErrorBoundary resetKey={pathname}>
        <Suspense fallback={<SkeletonPage />}>{children}</Suspense>
      </ErrorBoundary>
    </Box>
  );
}

type RailState = ReturnType<typeof useRail>;

/** Open, folded (remembered) or, on a phone, a drawer. */
function useRail() {
  const isPhone = useMediaQuery(useTheme().breakpoints.down('md'));
  const [folded, setFolded] = useStore('device.rail.folded', false);
  const [drawerOpen, setDrawerOpen] = useState(false);
  return {
    isPhone,
    folded,
    drawerOpen,
    closeDrawer: () => setDrawerOpen(false),
    toggle: () => (isPhone ? setDrawerOpen(!drawerOpen) : setFolded(!folded)),
  };
}

function Rail({ rail }: { rail: RailState }) {
  if (rail.isPhone)
    return (
      <Drawer open={rail.drawerOpen} onClose={rail.closeDrawer} slotProps={{ paper: { sx: { width: 248 } } }}>
        <NavigationRail collapsed={false} onNavigate={rail.closeDrawer} />
      </Drawer>
    );
  return (
    <Box
      sx={{
        position: 'sticky',
        top: 0,
        height: '100vh',
        width: rail.folded ? 52 : 216,
        flex: 'none',
        borderRight: 1,
        borderColor: 'divider',
      }}
    >
      <NavigationRail collapsed={rail.folded} />
    </Box>
  );
}

function Banners() {
  const banners = useCapabilities().flatMap(({ banners = [] }) => banners);
  return (
    <>
      <OfflineNotice />
      {banners.map((Banner, index) => (
        <Banner key={index} />
      ))}
    </>
  );
}

function Listeners() {
  const listeners = useCapabilities().flatMap(({ listeners = [] }) => listeners);
  return listeners.map((Listener, index) => <Listener key={index} />);
}

function SkipLink() {
  return (
    <Box
      component="a"
      href="#main"
      sx={{
        position: 'fixed',
        top: -80,
        left: 8,
        zIndex: 'tooltip',
        padding: 2,
        borderRadius: '6px',
        backgroundColor: 'background.paper',
        color: 'text.primary',
        '&:focus': { top: 8 },
      }}
    >
      Skip to the page
    </Box>
  );
}
