import Close from '@mui/icons-material/Close';
import PendingActionsOutlined from '@mui/icons-material/PendingActionsOutlined';
import Badge from '@mui/material/Badge';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import LinearProgress from '@mui/material/LinearProgress';
import Popover from '@mui/material/Popover';
import Tooltip from '@mui/material/Tooltip';
import { useCallback, useState } from 'react';
import { Link } from 'react-router-dom';
import type { ProgressReaderProps, ProgressSource } from '../capability.ts';
import { EmptyState } from '../components/EmptyState.tsx';
import { StatusChip } from '../components/StatusChip.tsx';
import type { ProgressItem } from '../progress/progress-item.ts';
import { useReport } from '../progress/use-report.ts';
import { useTrackedRunProgress, useTrackedRuns } from '../progress/tracked-runs.ts';
import { useCapabilities } from './capabilities-context.ts';

const ownRuns: ProgressSource = { name: 'own-runs', Reader: OwnRunsReader };

/** Long work in the header: what is waiting, running and done, whichever page started it. */
export function ProgressTray() {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [itemsBySource, setItems] = useState<Readonly<Record<string, readonly ProgressItem[]>>>({});
  const { runs, dismiss } = useTrackedRuns();
  const sources = [ownRuns, ...useCapabilities().flatMap(({ progressSources = [] }) => progressSources)];
  const report = useCallback(
    (name: string, items: readonly ProgressItem[]) => setItems((previous) => ({ ...previous, [name]: items })),
    [],
  );
  const items = sources.flatMap(({ name }) => itemsBySource[name] ?? []);
  const active = items.filter(({ state }) => state === 'running' || state === 'waiting').length;
  const own = new Set(runs.map(({ id }) => id));
  return (
    <>
      {sources.map((source) => (
        <SourceReader key={source.name} source={source} report={report} />
      ))}
      <Tooltip title="Work in progress">
        <IconButton
          aria-label={active === 0 ? 'Work in progress: none' : `Work in progress: ${active}`}
          aria-haspopup="dialog"
          onClick={(event) => setAnchor(event.currentTarget)}
        >
          <Badge badgeContent={active} color="primary">
            <PendingActionsOutlined />
          </Badge>
        </IconButton>
      </Tooltip>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        slotProps={{
          paper: { role: 'dialog', 'aria-label': 'Work in progress', sx: { width: 360, maxWidth: '94vw' } },
        }}
      >
        {items.length === 0 ? (
          <EmptyState title="Nothing is running">
            Refunds, exports and other long work you start appear here and stay while you move around.
          </EmptyState>
        ) : (
          <Box component="ul" sx={{ listStyle: 'none', margin: 0, padding: 0 }}>
            {items.map((item) => (
              <TrayItem key={item.id} item={item} onDismiss={own.has(item.id) ? () => dismiss(item.id) : undefined} />
            ))}
          </Box>
        )}
      </Popover>
    </>
  );
}

/** Gives one source its own `report`, so that sources stay independent of each other. */
function SourceReader({
  source,
  report,
}: {
  source: ProgressSource;
  report: (name: string, items: readonly ProgressItem[]) => void;
}) {
  const { name, Reader } = source;
  const reportOne = useCallback((items: readonly ProgressItem[]) => report(name, items), [name, report]);
  return <Reader report={reportOne} />;
}

function OwnRunsReader({ report }: ProgressReaderProps) {
  useReport(report, useTrackedRunProgress());
  return null;
}

function TrayItem({ item, onDismiss }: { item: ProgressItem; onDismiss: (() => void) | undefined }) {
  return (
    <Box
      component="li"
      sx={{
        display: 'grid',
        gap: 1,
        padding: 3,
        borderBottom: 1,
        borderColor: 'divider',
        '&:last-of-type': { borderBottom: 0 },
      }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 2 }}>
        <Box sx={{ flex: 1, minWidth: 0, fontWeight: 500 }}>
          {item.path === undefined ? (
            item.label
          ) : (
            <Link to={item.path} style={{ color: 'inherit' }}>
              {item.label}
            </Link>
          )}
        </Box>
        <StatusChip status={item.state} />
        {onDismiss && (
          <IconButton aria-label={`Dismiss ${item.label}`} onClick={onDismiss}>
            <Close sx={{ fontSize: 14 }} />
          </IconButton>
        )}
      </Box>
      {item.state === 'running' && (
        <LinearProgress
          aria-label={item.label}
          variant={item.fraction === null ? 'indeterminate' : 'determinate'}
          value={(item.fraction ?? 0) * 100}
        />
      )}
      {item.detail && <Box sx={{ fontSize: 12, color: 'text.secondary' }}>{item.detail}</Box>}
    </Box>
  );
}
