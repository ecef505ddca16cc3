import Add from '@mui/icons-material/Add';
import Close from '@mui/icons-material/Close';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormHelperText from '@mui/material/FormHelperText';
import IconButton from '@mui/material/IconButton';
import type { CurvePoint } from '@wedsync/domain/success';
import { withPoint } from './edit-model.ts';
import { CurveHandles } from './CurveHandles.tsx';
import { NumberInput } from './NumberInput.tsx';
import type { Faults } from './use-model-draft.ts';

type Curve = [number, number][];
type Props = {
  readonly name: string;
  readonly unit: string;
  readonly curve: readonly CurvePoint[];
  readonly path: string;
  readonly faults: Faults;
  readonly onChange: (curve: Curve) => void;
};

const mostPoints = 12;

/** A curve: scores are dragged on the plot or typed beside it, values are typed. */
export function CurveEditor({ name, unit, curve, path, faults, onChange }: Props) {
  const set = (index: number, point: readonly [number, number]) =>
    onChange(curve.map(([value, score], at): [number, number] => (at === index ? [...point] : [value, score])));
  const remove = (index: number) =>
    onChange(curve.filter((_, at) => at !== index).map(([value, score]): [number, number] => [value, score]));
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 5, alignItems: 'flex-start' }}>
      <CurveHandles
        name={name}
        unit={unit}
        curve={curve}
        onScore={(index, score) => set(index, [curve[index]?.[0] ?? 0, score])}
      />
      <Box role="group" aria-label={`Points of ${name}`} sx={{ display: 'grid', gap: 2 }}>
        {curve.map(([value, score], index) => (
          // Points have no name but their place.
          <Box key={index} sx={{ display: 'flex', alignItems: 'flex-start', gap: 2 }}>
            <NumberInput
              label={`${unit}, point ${index + 1}`}
              hiddenLabel={index > 0}
              value={value}
              error={faults[`${path}.${index}.0`]}
              width={112}
              onChange={(next) => set(index, [next, score])}
            />
            <NumberInput
              label={`score, point ${index + 1}`}
              hiddenLabel={index > 0}
              value={score}
              error={faults[`${path}.${index}.1`]}
              width={112}
              onChange={(next) => set(index, [value, next])}
            />
            <IconButton
              size="small"
              aria-label={`Remove point ${index + 1} of ${name}`}
              disabled={curve.length <= 2}
              onClick={() => remove(index)}
            >
              <Close fontSize="small" />
            </IconButton>
          </Box>
        ))}
        <Button
          size="small"
          variant="text"
          startIcon={<Add />}
          disabled={curve.length >= mostPoints}
          onClick={() => onChange(withPoint(curve))}
          sx={{ justifySelf: 'start' }}
        >
          Point
        </Button>
        {faults[path] !== undefined && <FormHelperText error>{faults[path]}</FormHelperText>}
      </Box>
    </Box>
  );
}
