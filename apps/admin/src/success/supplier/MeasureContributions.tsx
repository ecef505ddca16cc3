import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { isLift, type HealthExplanation } from '@wedsync/domain/success';
import { ExplainPopover, Section } from '../../platform/index.ts';
import { Bar } from './HealthStanding.tsx';

type Measure = HealthExplanation['measures'][number];

/** Every measure of the model with this supplier's value, what it scored and what it gave. */
export function MeasureContributions({
  explanation: { measures, groups, modelTitle },
}: {
  explanation: HealthExplanation;
}) {
  return (
    <Section title="All measures" hint={modelTitle} padded={false}>
      <Box sx={{ overflowX: 'auto' }}>
        <Table size="small" aria-label="All measures">
          <TableHead>
            <TableRow>
              <TableCell>Measure</TableCell>
              <TableCell>What is known</TableCell>
              <TableCell align="right">Scored</TableCell>
              <TableCell align="right">Weight</TableCell>
              <TableCell align="right">Gives</TableCell>
              <TableCell sx={{ width: 120 }}>Of what it could give</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {groups.map((group) => (
              <GroupRows key={group.key} group={group} measures={measures.filter((one) => one.group === group.title)} />
            ))}
          </TableBody>
        </Table>
      </Box>
    </Section>
  );
}

function GroupRows({ group, measures }: { group: HealthExplanation['groups'][number]; measures: readonly Measure[] }) {
  return (
    <>
      <TableRow>
        <TableCell component="th" scope="rowgroup" colSpan={2} sx={{ fontWeight: 600 }}>
          {group.title}
        </TableCell>
        <TableCell align="right" className="tabular" sx={{ fontWeight: 600 }}>
          {group.score === null ? '–' : Math.round(group.score)}
        </TableCell>
        <TableCell align="right" className="tabular" sx={{ fontWeight: 600 }}>
          {Math.round(group.share * 100)}%
        </TableCell>
        <TableCell colSpan={2} />
      </TableRow>
      {measures.map((measure) => (
        <MeasureRow key={measure.key} measure={measure} />
      ))}
    </>
  );
}

function MeasureRow({ measure }: { readonly measure: Measure }) {
  const { key, title, unit, definition, words, score, share, contribution } = measure;
  return (
    <TableRow sx={score === null ? { color: 'text.disabled' } : undefined}>
      <TableCell sx={{ paddingLeft: 6, color: 'inherit' }}>
        <Box component="span" sx={{ display: 'inline-flex', gap: 1, alignItems: 'center' }}>
          {title}
          <ExplainPopover name={title} definition={definition} formula={`in ${unit}`} />
        </Box>
      </TableCell>
      <TableCell sx={{ color: 'inherit' }}>{words ?? 'No data, left out'}</TableCell>
      <TableCell align="right" className="tabular" sx={{ color: 'inherit' }}>
        {score === null ? '–' : Math.round(score)}
      </TableCell>
      <TableCell align="right" className="tabular" sx={{ color: 'inherit' }}>
        {isLift(key) ? 'on top' : `${(share * 100).toFixed(1)}%`}
      </TableCell>
      <TableCell align="right" className="tabular" sx={{ color: 'inherit' }}>
        {score === null ? '–' : contribution.toFixed(1)}
      </TableCell>
      <TableCell>{score !== null && <Bar share={score / 100} tone={score < 60 ? 'critical' : 'accent'} />}</TableCell>
    </TableRow>
  );
}
