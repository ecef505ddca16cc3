import Add from '@mui/icons-material/Add';
import Close from '@mui/icons-material/Close';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormHelperText from '@mui/material/FormHelperText';
import IconButton from '@mui/material/IconButton';
import type { ComponentType } from 'react';
import type { ActionField } from './action-field.ts';
import type { ActionInputProps } from './action-input.ts';
import {
  ChoiceInput,
  ChoicesInput,
  LineInput,
  MomentInput,
  MoneyFieldInput,
  NumberInput,
  YesNoInput,
} from './ActionLeafInputs.tsx';
import { initialValues, valuesIn } from './action-values.ts';
import { JsonInput } from './JsonInput.tsx';

type Kind = ActionField['kind'];

const inputs: Readonly<Record<Kind, ComponentType<ActionInputProps>>> = {
  text: LineInput,
  number: NumberInput,
  money: MoneyFieldInput,
  'yes-no': YesNoInput,
  date: LineInput,
  'date-time': MomentInput,
  choice: ChoiceInput,
  choices: ChoicesInput,
  list: ListInput,
  group: GroupInput,
  json: JsonInput,
  fixed: () => null,
};

/** The input for one field of an action's form. */
export function ActionFieldInput(props: ActionInputProps) {
  const Input = inputs[props.field.kind];
  return <Input {...props} />;
}

function GroupInput({ field, value, onChange, error, currency }: ActionInputProps) {
  const fields = field.kind === 'group' ? field.fields : [];
  const values = valuesIn(value);
  return (
    <Box
      component="fieldset"
      sx={{ border: 1, borderColor: 'divider', borderRadius: '6px', padding: 3, margin: 0, display: 'grid', gap: 3 }}
    >
      <Box component="legend" sx={{ color: 'text.secondary', fontSize: 12, paddingInline: 1 }}>
        {field.label}
      </Box>
      {fields.map((inner) => (
        <ActionFieldInput
          key={inner.name}
          field={inner}
          currency={currency}
          value={values[inner.name]}
          onChange={(next) => onChange({ ...values, [inner.name]: next })}
        />
      ))}
      {error && <FormHelperText error>{error}</FormHelperText>}
    </Box>
  );
}

/** A list of small groups, for example refund lines. */
function ListInput({ field, value, onChange, error, currency }: ActionInputProps) {
  const fields = field.kind === 'list' ? field.fields : [];
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  const replace = (index: number, name: string, next: unknown) =>
    onChange(items.map((item, position) => (position === index ? { ...valuesIn(item), [name]: next } : item)));
  return (
    <Box component="fieldset" sx={{ border: 0, padding: 0, margin: 0, display: 'grid', gap: 2 }}>
      <Box component="legend" sx={{ color: 'text.secondary', fontSize: 12, marginBottom: 1 }}>
        {field.label}
      </Box>
      {items.map((item, index) => (
        <Box key={index} sx={{ display: 'flex', gap: 2, alignItems: 'flex-start' }}>
          {fields.map((inner) => (
            <ActionFieldInput
              key={inner.name}
              field={inner}
              currency={currency}
              value={valuesIn(item)[inner.name]}
              onChange={(next) => replace(index, inner.name, next)}
            />
          ))}
          <IconButton
            aria-label={`Remove ${field.label} ${index + 1}`}
            onClick={() => onChange(items.filter((_item, position) => position !== index))}
          >
            <Close />
          </IconButton>
        </Box>
      ))}
      <Button
        variant="text"
        startIcon={<Add />}
        onClick={() => onChange([...items, initialValues(fields)])}
        sx={{ justifySelf: 'start' }}
      >
        Add
      </Button>
      {(error ?? field.help) && <FormHelperText error={error !== undefined}>{error ?? field.help}</FormHelperText>}
    </Box>
  );
}
