import Box from '@mui/material/Box';
import FormHelperText from '@mui/material/FormHelperText';
import TextField from '@mui/material/TextField';
import {
  isSegmentOperator,
  operatorsOf,
  segmentOperators,
  shapeOf,
  type SegmentCondition,
  type SegmentFieldInfo,
} from '@wedsync/domain/suppliers';
import { sentence } from '../../../platform/index.ts';
import { conditionOn, peel, wrap } from './edit-rule.ts';
import { NegateToggle, RemoveButton } from './part-buttons.tsx';
import { faultsAt, type Place, type RuleBuilderProps } from './place.ts';
import { ValueInput } from './ValueInput.tsx';

type Props = RuleBuilderProps & { readonly place: Place; readonly onRemove: () => void };

/** One condition: field, operator, value. Another field brings its own operators; another kind of value starts empty. */
export function ConditionEditor({ place, rule, known, faults, onChange, onRemove }: Props) {
  const { negated, inner } = peel(rule);
  if (!('field' in inner)) return null;
  const field = known.fields.find(({ name }) => name === inner.field);
  const change = (next: SegmentCondition) => onChange(wrap({ negated, inner: next }));
  const [wrong] = faultsAt(faults, place.path);
  const choose = (name: string) => {
    const next = known.fields.find((each) => each.name === name);
    if (next !== undefined) change(conditionOn(next));
  };
  return (
    <Box role="group" aria-label={place.name} sx={{ display: 'grid', gap: 1 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 2 }}>
        <NegateToggle of={place.name} negated={negated} onChange={(next) => onChange(wrap({ negated: next, inner }))} />
        <TextField
          fullWidth={false}
          select
          hiddenLabel
          value={inner.field}
          onChange={(event) => choose(event.target.value)}
          slotProps={{ select: { native: true }, htmlInput: { 'aria-label': `Field of ${place.name}` } }}
          sx={{ minWidth: 160 }}
        >
          {field === undefined && <option value={inner.field}>{inner.field} (gone)</option>}
          {byGroup(known.fields).map(([group, fields]) => (
            <optgroup key={group} label={group}>
              {fields.map(({ name, label }) => (
                <option key={name} value={name}>
                  {sentence(label)}
                </option>
              ))}
            </optgroup>
          ))}
        </TextField>
        {field && <Operator place={place} field={field} condition={inner} onChange={change} />}
        {field && (
          <ValueInput
            place={place}
            field={field}
            choices={known.choicesOf(field)}
            condition={inner}
            onChange={change}
          />
        )}
        <Box sx={{ flex: 1 }} />
        <RemoveButton of={place.name} onRemove={onRemove} />
      </Box>
      {wrong && <FormHelperText error>{wrong.message}</FormHelperText>}
    </Box>
  );
}

type PartProps = {
  readonly place: Place;
  readonly field: SegmentFieldInfo;
  readonly condition: SegmentCondition;
  readonly onChange: (condition: SegmentCondition) => void;
};

function Operator({ place, field, condition, onChange }: PartProps) {
  const choose = (operator: string) => {
    if (!isSegmentOperator(operator)) return;
    const same = shapeOf(field, operator) === shapeOf(field, condition.operator);
    onChange({ field: field.name, operator, ...(same ? { value: condition.value } : {}) });
  };
  return (
    <TextField
      fullWidth={false}
      select
      hiddenLabel
      value={condition.operator}
      onChange={(event) => choose(event.target.value)}
      slotProps={{ select: { native: true }, htmlInput: { 'aria-label': `Operator of ${place.name}` } }}
    >
      {operatorsOf(field).map((operator) => (
        <option key={operator} value={operator}>
          {segmentOperators[operator]}
        </option>
      ))}
    </TextField>
  );
}

function byGroup(fields: readonly SegmentFieldInfo[]): readonly [string, readonly SegmentFieldInfo[]][] {
  const groups = [...new Set(fields.map(({ group }) => group))];
  return groups.map((name) => [name, fields.filter(({ group }) => group === name)]);
}
