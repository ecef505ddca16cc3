import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import TextField from '@mui/material/TextField';
import {
  shapeOf,
  type SegmentCondition,
  type SegmentFieldInfo,
  type SegmentValue,
  type ValueShape,
} from '@wedsync/domain/suppliers';
import type { Choice } from '../../../platform/index.ts';
import { SingleInput } from './SingleInput.tsx';
import type { Place } from './place.ts';

type Props = {
  readonly place: Place;
  readonly field: SegmentFieldInfo;
  readonly choices: readonly Choice[] | undefined;
  readonly condition: SegmentCondition;
  readonly onChange: (condition: SegmentCondition) => void;
};

/** What the operator of a condition is given, by the shape of it. */
export function ValueInput({ place, field, choices, condition, onChange }: Props) {
  const shape = shapeOf(field, condition.operator);
  if (shape === null) return null;
  const Input = inputs[shape];
  const set = (value: SegmentValue | undefined) =>
    onChange({ field: condition.field, operator: condition.operator, value });
  return <Input name={place.name} field={field} choices={choices} value={condition.value} onChange={set} />;
}

export type ShapeProps = {
  readonly name: string;
  readonly field: SegmentFieldInfo;
  readonly choices: readonly Choice[] | undefined;
  readonly value: SegmentValue | undefined;
  readonly onChange: (value: SegmentValue | undefined) => void;
};

const inputs: Readonly<Record<ValueShape, (props: ShapeProps) => React.ReactNode>> = {
  nothing: () => null,
  one: One,
  many: Many,
  range: Range,
  days: Days,
  count: Count,
};

function One({ name, field, choices, value, onChange }: ShapeProps) {
  const one = typeof value === 'object' ? undefined : value;
  return <SingleInput label={`Value of ${name}`} field={field} choices={choices} value={one} onChange={onChange} />;
}

function Many({ name, choices = [], value, onChange }: ShapeProps) {
  const chosen = Array.isArray(value) ? value.map(String) : [];
  const nameOf = (id: string) => choices.find((choice) => choice.id === id)?.name ?? id;
  const typesFreely = choices.length === 0;
  return (
    <Autocomplete
      multiple
      freeSolo={typesFreely}
      // A word that was typed and not ended with Enter counts too.
      autoSelect={typesFreely}
      options={choices.map(({ id }) => id)}
      getOptionLabel={nameOf}
      value={chosen}
      onChange={(_event, next) => onChange(next)}
      sx={{ minWidth: 220, maxWidth: '100%' }}
      renderInput={(params) => (
        <TextField
          {...params}
          hiddenLabel
          slotProps={{ htmlInput: { ...params.inputProps, 'aria-label': `Values of ${name}` } }}
        />
      )}
    />
  );
}

function Range({ name, field, choices, value, onChange }: ShapeProps) {
  const ends: readonly unknown[] = Array.isArray(value) ? value : [];
  const set = (at: 0 | 1) => (next: string | number | boolean | undefined) => {
    const both = [ends[0], ends[1]].map((end, index) => (index === at ? next : end));
    onChange(rangeOf(both));
  };
  const end = (at: 0 | 1) => {
    const one = ends[at];
    return typeof one === 'string' || typeof one === 'number' ? one : undefined;
  };
  return (
    <>
      <SingleInput label={`Lowest of ${name}`} field={field} choices={choices} value={end(0)} onChange={set(0)} />
      <span>and</span>
      <SingleInput label={`Highest of ${name}`} field={field} choices={choices} value={end(1)} onChange={set(1)} />
    </>
  );
}

/** Two of a kind; an end that is not there yet is as good as none to the reader of rules, which then says so. */
function rangeOf([low, high]: readonly unknown[]): SegmentValue {
  if (typeof low === 'number' || typeof high === 'number') return [numberOr(low), numberOr(high)];
  return [typeof low === 'string' ? low : '', typeof high === 'string' ? high : ''];
}

function numberOr(value: unknown): number {
  return typeof value === 'number' ? value : Number.NaN;
}

const wholeNumber: SegmentFieldInfo = { name: '', label: '', group: '', type: 'number' };

function Days({ name, value, onChange }: ShapeProps) {
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
      <SingleInput
        label={`Days of ${name}`}
        field={wholeNumber}
        choices={undefined}
        value={typeof value === 'number' ? value : undefined}
        onChange={onChange}
      />
      <span>days</span>
    </Box>
  );
}

function Count({ name, field, value, onChange }: ShapeProps) {
  const { count, days } =
    typeof value === 'object' && 'count' in value ? value : { count: Number.NaN, days: Number.NaN };
  const asNumber = (next: unknown) => (typeof next === 'number' ? next : Number.NaN);
  const shown = (number: number) => (Number.isNaN(number) ? undefined : number);
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, flexWrap: 'wrap' }}>
      <SingleInput
        label={`Times of ${name}`}
        field={wholeNumber}
        choices={undefined}
        value={shown(count)}
        onChange={(next) => onChange({ count: asNumber(next), days })}
      />
      <span>in the {field.ahead === true ? 'next' : 'last'}</span>
      <SingleInput
        label={`Days of ${name}`}
        field={wholeNumber}
        choices={undefined}
        value={shown(days)}
        onChange={(next) => onChange({ count, days: asNumber(next) })}
      />
      <span>days</span>
    </Box>
  );
}
