import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import Typography from '@mui/material/Typography';
import { isLift, isSeasonal, maxLiftPoints, measureRule, nullRules, seasonCounterpart } from '@wedsync/domain/success';
import { CurvePlot, curveInWords } from '../../CurvePlot.tsx';
import { nullWords } from '../../ModelExplanation.tsx';
import { CurveEditor } from './CurveEditor.tsx';
import { changedAt, type Measure, withSeasonTurned } from './edit-model.ts';
import { NumberInput } from './NumberInput.tsx';
import { Pick } from './Pick.tsx';
import type { EditorPartProps } from './use-model-draft.ts';

type Props = EditorPartProps & { readonly measure: Measure; readonly index: number; readonly share: number };

/** One measure, folded to its line until it is opened; a measure with a fault is open. */
export function MeasureEditor({ measure, index, share, config, faults, onChange }: Props) {
  const { title, unit, definition } = measureRule(measure.key);
  const path = `measures.${index}`;
  const wrong = Object.keys(faults).some((field) => field.startsWith(`${path}.`));
  const set = (change: Partial<Measure> | null) =>
    onChange({ ...config, measures: changedAt(config.measures, index, change) });
  return (
    <Box
      component="details"
      open={wrong || undefined}
      sx={{ borderTop: 1, borderColor: 'divider', paddingBlock: 2, '& > summary': { cursor: 'pointer' } }}
    >
      <Box component="summary" aria-label={`${title}, ${countsFor(measure, share)}`}>
        <Box
          sx={{
            display: 'inline-flex',
            width: 'calc(100% - 20px)',
            alignItems: 'center',
            gap: 3,
            verticalAlign: 'middle',
          }}
        >
          <Typography
            variant="body2"
            component="span"
            sx={{ flex: 1, minWidth: 0, color: wrong ? 'error.main' : undefined }}
          >
            {title}
          </Typography>
          <CurvePlot curve={measure.curve} label={curveInWords(measure.curve, unit)} />
          <Typography variant="body2" component="span" className="tabular" sx={{ width: 56, textAlign: 'right' }}>
            {isLift(measure.key) ? `+${measure.liftPoints ?? 0}` : `${(100 * share).toFixed(1)}%`}
          </Typography>
        </Box>
      </Box>
      <Box sx={{ display: 'grid', gap: 4, paddingBlock: 3 }}>
        <Typography variant="caption" color="text.secondary">
          {definition}
        </Typography>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 3, alignItems: 'flex-start' }}>
          {isLift(measure.key) ? (
            <NumberInput
              label={`Points on top, at most ${maxLiftPoints}`}
              width={180}
              value={measure.liftPoints ?? 0}
              error={faults[`${path}.liftPoints`]}
              onChange={(liftPoints) => set({ liftPoints })}
            />
          ) : (
            <NumberInput
              label="Weight in the group"
              width={150}
              value={measure.weight}
              error={faults[`${path}.weight`]}
              onChange={(weight) => set({ weight })}
            />
          )}
          <Pick
            label="Group"
            value={measure.group}
            choices={config.groups.map(({ key, title: name }) => ({ id: key, name }))}
            error={faults[`${path}.group`]}
            onChange={(group) => set({ group })}
          />
          {!isLift(measure.key) && (
            <Pick
              label="Without data it is"
              value={measure.nullMeans}
              choices={nullRules.map((rule) => ({ id: rule, name: nullWords[rule] }))}
              onChange={(nullMeans) => set({ nullMeans })}
            />
          )}
          {seasonCounterpart(measure.key) !== undefined && (
            <FormControlLabel
              control={<Switch checked={isSeasonal(measure.key)} onChange={() => set(withSeasonTurned(measure))} />}
              label="Against what is usual for the season"
            />
          )}
          <Button size="small" color="error" onClick={() => set(null)} sx={{ marginLeft: 'auto' }}>
            Remove measure
          </Button>
        </Box>
        <CurveEditor
          name={title}
          unit={unit}
          curve={measure.curve}
          path={`${path}.curve`}
          faults={faults}
          onChange={(curve) => set({ curve })}
        />
      </Box>
    </Box>
  );
}

function countsFor({ key, liftPoints = 0 }: Measure, share: number): string {
  return isLift(key) ? `up to ${liftPoints} points on top` : `${(100 * share).toFixed(1)}% of the score`;
}
