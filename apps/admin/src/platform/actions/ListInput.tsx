import Add from '@mui/icons-material/Add';
import Close from '@mui/icons-material/Close';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormHelperText from '@mui/material/FormHelperText';
import IconButton from '@mui/material/IconButton';
import { ActionFieldInput, type ActionInputProps } from './ActionFieldInput.tsx';
import { initialValues, valuesIn } from './action-values.ts';

/** A list of small groups, for example refund lines. */
export function ListInput({ field, value, onChange, error, currency }: ActionInputProps) {
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
