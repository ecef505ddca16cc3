import ExpandMore from '@mui/icons-material/ExpandMore';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import type { SvgIconProps } from '@mui/material/SvgIcon';
import Typography from '@mui/material/Typography';
import { type ComponentType, type ReactNode, useId, useState } from 'react';
import type { Tone } from '../theme/palette.ts';
import { RelativeTime } from './RelativeTime.tsx';

/** How a kind of entry looks: a row of the caller's table. */
export type TimelineKind = { readonly icon: ComponentType<SvgIconProps>; readonly tone: Tone; readonly label: string };

export type TimelineEntry = {
  readonly id: string;
  readonly kind: string;
  readonly at: string;
  readonly title: ReactNode;
  readonly actor?: string | null;
  /** Shown when the entry is opened: before/after, ids, links. */
  readonly details?: ReactNode;
};

/** What happened, newest first. @example <Timeline entries={entries} kinds={timelineKinds} /> */
export function Timeline({
  entries,
  kinds,
}: {
  entries: readonly TimelineEntry[];
  kinds: Readonly<Record<string, TimelineKind>>;
}) {
  return (
    <Box component="ol" sx={{ listStyle: 'none', margin: 0, padding: 0 }}>
      {entries.map((entry) => (
        <TimelineRow key={entry.id} entry={entry} kind={kinds[entry.kind]} />
      ))}
    </Box>
  );
}

function TimelineRow({ entry, kind }: { entry: TimelineEntry; kind: TimelineKind | undefined }) {
  const [open, setOpen] = useState(false);
  const detailsId = useId();
  const expandable = entry.details !== undefined && entry.details !== null;
  return (
    <Box
      component="li"
      sx={{
        display: 'grid',
        gridTemplateColumns: '20px minmax(0, 1fr)',
        columnGap: 3,
        paddingInline: 4,
        paddingBlock: 2,
      }}
    >
      <KindMark kind={kind} />
      <Box sx={{ minWidth: 0 }}>
        <Box sx={{ display: 'flex', alignItems: 'baseline', gap: 2 }}>
          <Typography variant="body2" component="div" sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>
            {entry.title}
          </Typography>
          <Typography variant="caption" color="text.secondary" component="div" noWrap>
            {entry.actor && `${entry.actor} · `}
            <RelativeTime at={entry.at} />
          </Typography>
          {expandable && (
            <ButtonBase
              aria-expanded={open}
              aria-controls={detailsId}
              aria-label={open ? 'Hide details' : 'Show details'}
              onClick={() => setOpen(!open)}
              sx={{ borderRadius: '4px', alignSelf: 'center' }}
            >
              <ExpandMore sx={{ fontSize: 16, color: 'text.secondary', transform: open ? 'rotate(180deg)' : 'none' }} />
            </ButtonBase>
          )}
        </Box>
        <Box id={detailsId} hidden={!open}>
          {open && <Box sx={{ paddingBlock: 2 }}>{entry.details}</Box>}
        </Box>
      </Box>
    </Box>
  );
}

function KindMark({ kind }: { kind: TimelineKind | undefined }) {
  const Icon = kind?.icon;
  const tone = kind?.tone ?? 'neutral';
  return (
    <Box
      title={kind?.label}
      sx={({ colours }) => ({
        display: 'grid',
        placeItems: 'center',
        width: 20,
        height: 20,
        borderRadius: '50%',
        color: colours.tone[tone].text,
        backgroundColor: colours.tone[tone].background,
      })}
    >
      {Icon && <Icon aria-hidden sx={{ fontSize: 12 }} />}
      {kind && <span className="visually-hidden">{kind.label}</span>}
    </Box>
  );
}
