import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { type ExceptionCondition, type HealthMeasureKey, healthMeasures, measureRule } from '@wedsync/domain/success';
import { useSegmentChoices } from '../../../../suppliers/segments/index.ts';
import { NumberInput } from './NumberInput.tsx';
import { Pick } from './Pick.tsx';
import type { Faults } from './use-model-draft.ts';

type Props = {
  readonly place: number;
  readonly condition: ExceptionCondition;
  readonly path: string;
  readonly faults: Faults;
  readonly onChange: (condition: ExceptionCondition) => void;
  readonly onRemove: (() => void) | undefined;
};

const asked = [
  { id: 'segment' as const, name: 'Segment' },
  ...healthMeasures.map(({ key, title }) => ({ id: key, name: title })),
];
const comparisons = [
  { id: 'atLeast' as const, name: 'is at least' },
  { id: 'atMost' as const, name: 'is at most' },
];
const belongings = [
  { id: 'memberOf' as const, name: 'is' },
  { id: 'notMemberOf' as const, name: 'is not' },
];

/** One thing that an exception asks of a supplier. */
export function ConditionRow({ place, condition, path, faults, onChange, onRemove }: Props) {
  const ask = (what: HealthMeasureKey | 'segment') =>
    onChange(
      what === 'segment'
        ? { segment: '', is: 'memberOf' }
        : { measure: what, is: 'atLeast', value: valueOf(condition) },
    );
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'center' }}>
      <Typography variant="body2" sx={{ width: 44 }}>
        {place === 0 ? 'When' : 'and'}
      </Typography>
      <Pick
        label="What is asked"
        hiddenLabel
        width={240}
        value={'segment' in condition ? 'segment' : condition.measure}
        choices={asked}
        onChange={ask}
      />
      {'segment' in condition ? (
        <SegmentParts condition={condition} error={faults[`${path}.segment`]} onChange={onChange} />
      ) : (
        <MeasureParts condition={condition} error={faults[`${path}.value`]} onChange={onChange} />
      )}
      {onRemove && (
        <Button size="small" variant="text" onClick={onRemove}>
          Remove
        </Button>
      )}
    </Box>
  );
}

function valueOf(condition: ExceptionCondition): number {
  return 'segment' in condition ? 0 : condition.value;
}

type OfSegment = Extract<ExceptionCondition, { segment: string }>;
type OfMeasure = Extract<ExceptionCondition, { measure: string }>;
type Parts<Condition> = {
  readonly condition: Condition;
  readonly error: string | undefined;
  readonly onChange: (condition: Condition) => void;
};

function SegmentParts({ condition, error, onChange }: Parts<OfSegment>) {
  return (
    <>
      <Pick
        label="Membership"
        hiddenLabel
        width={130}
        value={condition.is}
        choices={belongings}
        onChange={(is) => onChange({ ...condition, is })}
      />
      <Pick
        label="Segment"
        hiddenLabel
        width={240}
        value={condition.segment}
        choices={useSegmentChoices()}
        error={error}
        onChange={(segment) => onChange({ ...condition, segment })}
      />
    </>
  );
}

function MeasureParts({ condition, error, onChange }: Parts<OfMeasure>) {
  return (
    <>
      <Pick
        label="Comparison"
        hiddenLabel
        width={130}
        value={condition.is}
        choices={comparisons}
        onChange={(is) => onChange({ ...condition, is })}
      />
      <NumberInput
        label="Value"
        hiddenLabel
        value={condition.value}
        error={error}
        onChange={(value) => onChange({ ...condition, value })}
      />
      <Typography variant="caption" color="text.secondary">
        {measureRule(condition.measure).unit}
      </Typography>
    </>
  );
}
