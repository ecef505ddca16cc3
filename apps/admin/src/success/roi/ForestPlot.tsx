import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { RoiReport } from '@wedsync/domain/success';
import type { ReactNode } from 'react';
import {
  ChartTable,
  countCell,
  ExplainPopover,
  percentCell,
  Section,
  textCell,
  ToneChip,
} from '../../platform/index.ts';
import { missingWords, pointsOf, upliftWords, verdictWords } from '../interventions/intervention-words.ts';
import { forestScale, type ForestScale } from './forest-scale.ts';

type Effect = RoiReport['playbooks'][number]['staying'];
export type ForestRow = { readonly key: string; readonly name: string; readonly effect: Effect };
type Props = {
  readonly title: string;
  readonly explain: string;
  readonly rows: readonly ForestRow[];
  readonly actions?: ReactNode;
};

/** Differences with their intervals under each other on one scale: right of the line it helps, left of it it harms, across it may be chance. */
export function ForestPlot({ title, explain, rows, actions }: Props) {
  const scale = forestScale(rows.flatMap(({ effect }) => effect.uplift?.interval ?? []));
  return (
    <Section
      title={title}
      hint="Treated less held out, in points, with 95 % interval"
      actions={
        <>
          {actions}
          <ExplainPopover name={title} definition={explain} />
        </>
      }
    >
      <Box role="list" aria-label={title} sx={{ display: 'grid', gap: 3 }}>
        {rows.map((row) => (
          <Line key={row.key} row={row} scale={scale} />
        ))}
        <Axis scale={scale} />
      </Box>
      <ChartTable
        label={`${title}, as figures`}
        columns={['Playbook', 'Treated', 'Held out', 'Share treated', 'Share held out', 'Difference', 'Says']}
        rows={rows.map(({ key, name, effect }) => ({
          key,
          cells: [
            textCell(name),
            countCell(effect.treated.n),
            countCell(effect.heldOut.n),
            percentCell(shareOf(effect.treated)),
            percentCell(shareOf(effect.heldOut)),
            textCell(upliftWords(effect)),
            textCell(verdictWords[effect.verdict].words),
          ],
        }))}
      />
    </Section>
  );
}

const shareOf = ({ n, successes }: Effect['treated']) => (n === 0 ? null : successes / n);

function Line({ row: { name, effect }, scale }: { readonly row: ForestRow; readonly scale: ForestScale }) {
  const { words, tone } = verdictWords[effect.verdict];
  const missing = missingWords(effect);
  return (
    <Box role="listitem" sx={rowStyle}>
      <Box sx={{ minWidth: 0 }}>
        <Typography variant="body2" sx={{ fontWeight: 500 }}>
          {name}
        </Typography>
        <Typography variant="caption" color="text.secondary" className="tabular">
          {effect.treated.n} treated, {effect.heldOut.n} held out
        </Typography>
      </Box>
      <Track effect={effect} scale={scale} />
      <Box sx={{ display: 'grid', gap: 1, justifyItems: 'start' }}>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'center' }}>
          <ToneChip tone={tone}>{words}</ToneChip>
          {effect.uplift !== null && (
            <Typography variant="body2" className="tabular">
              {upliftWords(effect)}
            </Typography>
          )}
        </Box>
        {missing !== null && (
          <Typography variant="caption" color="text.secondary">
            {missing}
          </Typography>
        )}
      </Box>
    </Box>
  );
}

function Track({ effect: { uplift, verdict }, scale }: { readonly effect: Effect; readonly scale: ForestScale }) {
  const { tone } = verdictWords[verdict];
  return (
    <Box aria-hidden sx={{ position: 'relative', height: 24, backgroundColor: 'action.hover', borderRadius: '4px' }}>
      <Box
        sx={({ colours }) => ({
          ...markStyle,
          left: scale.place(0),
          width: '1px',
          height: '100%',
          top: 0,
          backgroundColor: colours.borderStrong,
        })}
      />
      {uplift !== null && (
        <>
          <Box
            sx={({ colours }) => ({
              ...markStyle,
              left: scale.place(uplift.interval.low),
              right: `calc(100% - ${scale.place(uplift.interval.high)})`,
              height: 2,
              top: 11,
              backgroundColor: colours.tone[tone].strong,
            })}
          />
          <Box
            sx={({ colours }) => ({
              ...markStyle,
              left: `calc(${scale.place(uplift.difference)} - 5px)`,
              width: 10,
              height: 10,
              top: 7,
              borderRadius: verdict === 'preliminary' ? '50%' : '2px',
              backgroundColor: verdict === 'preliminary' ? colours.surface : colours.tone[tone].strong,
              border: `2px solid ${colours.tone[tone].strong}`,
            })}
          />
        </>
      )}
    </Box>
  );
}

function Axis({ scale }: { readonly scale: ForestScale }) {
  return (
    <Box aria-hidden sx={rowStyle}>
      <span />
      <Box sx={{ position: 'relative', height: 16 }}>
        {scale.ticks.map((tick) => (
          <Typography
            key={tick}
            variant="caption"
            color="text.secondary"
            className="tabular"
            sx={{ ...markStyle, left: scale.place(tick), transform: 'translateX(-50%)', whiteSpace: 'nowrap' }}
          >
            {tick === 0 ? '0' : pointsOf(tick)}
          </Typography>
        ))}
      </Box>
      <span />
    </Box>
  );
}

const markStyle = { position: 'absolute' } as const;

const rowStyle = {
  display: 'grid',
  gap: 3,
  alignItems: 'center',
  gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: '200px minmax(160px, 1fr) minmax(0, 340px)' },
} as const;
