import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { AsOf } from './AsOf.tsx';
import { ExplainPopover, type Explanation } from './ExplainPopover.tsx';
import { SkeletonLine } from './Skeletons.tsx';

export type StatTileProps = {
  readonly label: string;
  /** The figure: a <Money/>, a formatted number, or undefined while loading. */
  readonly value: ReactNode;
  readonly trend?: ReactNode;
  readonly sparkline?: ReactNode;
  /** The rows behind the number. */
  readonly to?: string;
  readonly explain?: Explanation;
  readonly asOf?: string | null;
  readonly isPending?: boolean;
};

/** One figure that can be opened and explained. @example <StatTile label="MRR" value={<Money …/>} to="/revenue" explain={{…}} asOf={at} /> */
export function StatTile({ label, value, trend, sparkline, to, explain, asOf, isPending = false }: StatTileProps) {
  return (
    <Box component="section" aria-label={label} sx={tileStyle}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, color: 'text.secondary', minHeight: 20 }}>
        <Typography variant="body2" component="h3" sx={{ fontWeight: 500 }}>
          {label}
        </Typography>
        {explain && <ExplainPopover name={label} {...explain} asOf={explain.asOf ?? asOf} />}
        {!isPending && sparkline && <Box sx={{ marginLeft: 'auto', flex: 'none' }}>{sparkline}</Box>}
      </Box>

      <Typography variant="h4" component="p" className="tabular" noWrap>
        {isPending ? <SkeletonLine width={96} height={24} /> : <Figure value={value} label={label} to={to} />}
      </Typography>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2, minHeight: 16, alignItems: 'center' }}>
        {isPending ? <SkeletonLine width={72} /> : trend}
        {!isPending && <AsOf at={asOf} staleAfterMinutes={explain?.staleAfterMinutes} />}
      </Box>
    </Box>
  );
}

function Figure({ value, label, to }: Pick<StatTileProps, 'value' | 'label' | 'to'>) {
  if (to === undefined) return <>{value}</>;
  return (
    <Link to={to} style={{ color: 'inherit', textDecoration: 'none' }}>
      {value}
      <span className="visually-hidden"> (open what is behind {label})</span>
    </Link>
  );
}

const tileStyle = {
  display: 'grid',
  alignContent: 'start',
  gap: 1,
  padding: 4,
  minWidth: 0,
  backgroundColor: 'background.paper',
  border: 1,
  borderColor: 'divider',
  borderRadius: '8px',
};

/** Lays tiles in a row that wraps by itself. */
export function StatRow({ children }: { readonly children: ReactNode }) {
  return (
    <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 208px), 1fr))' }}>
      {children}
    </Box>
  );
}
