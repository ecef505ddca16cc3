import Box from '@mui/material/Box';
import FormHelperText from '@mui/material/FormHelperText';
import TextField from '@mui/material/TextField';
import { useEffect, useRef } from 'react';
import { type ActionInputProps, humanize } from '../../platform/index.ts';

type Starting<Value> = ActionInputProps & { readonly start: Value };

/** Gives the form the present value once, so that what is left alone stays as it is. */
function useStart(value: unknown, start: unknown, onChange: (value: unknown) => void): void {
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    if (value === undefined || value === null || value === '') onChange(start);
  }, [value, start, onChange]);
}

export function TextOfPlan({ field, value, onChange, error, start }: Starting<string>) {
  useStart(value, start, onChange);
  return (
    <TextField
      label={field.label}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(event.target.value)}
      error={error !== undefined}
      helperText={error}
      fullWidth
    />
  );
}

type Limits = Readonly<Record<string, number | null>>;

function isLimits(value: unknown): value is Limits {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0;
}

/** One number a limit; an empty field is no limit at all. */
export function LimitsInput({ value, onChange, error, start }: Starting<Limits>) {
  useStart(isLimits(value) ? value : undefined, start, onChange);
  const limits = isLimits(value) ? value : start;
  return (
    <Box component="fieldset" sx={{ border: 0, padding: 0, margin: 0, display: 'grid', gap: 2 }}>
      <Box component="legend" sx={{ color: 'text.secondary', fontSize: 12, marginBottom: 2 }}>
        Limits; leave one empty for unlimited
      </Box>
      {Object.entries(limits).map(([key, limit]) => (
        <TextField
          key={key}
          label={humanize(key)}
          type="number"
          size="small"
          value={limit ?? ''}
          onChange={({ target }) => onChange({ ...limits, [key]: target.value === '' ? null : Number(target.value) })}
          slotProps={{ htmlInput: { min: 0, step: 1 } }}
        />
      ))}
      {error !== undefined && <FormHelperText error>{error}</FormHelperText>}
    </Box>
  );
}

function isWords(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

/** Keys of features, one a line. */
export function FeaturesInput({ value, onChange, error, start }: Starting<readonly string[]>) {
  useStart(isWords(value) && value.length > 0 ? value : undefined, start, onChange);
  const features = isWords(value) ? value : start;
  return (
    <TextField
      label="Features, one a line"
      multiline
      minRows={4}
      fullWidth
      value={features.join('\n')}
      onChange={({ target }) => onChange(target.value.split('\n'))}
      onBlur={() => onChange(features.map((one) => one.trim()).filter((one) => one !== ''))}
      error={error !== undefined}
      helperText={error}
    />
  );
}
