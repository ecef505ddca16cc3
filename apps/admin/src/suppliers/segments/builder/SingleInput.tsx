import TextField from '@mui/material/TextField';
import type { SegmentFieldInfo } from '@wedsync/domain/suppliers';
import { useState } from 'react';
import { type Choice, inputToMinor, minorToInput } from '../../../platform/index.ts';

type One = string | number | boolean;

type Props = {
  readonly label: string;
  readonly field: SegmentFieldInfo;
  readonly choices: readonly Choice[] | undefined;
  readonly value: One | undefined;
  readonly onChange: (value: One | undefined) => void;
};

const yesNo: readonly Choice[] = [
  { id: 'true', name: 'yes' },
  { id: 'false', name: 'no' },
];

/** One value of a field's own kind: from a list, a day, an amount, a number or words. */
export function SingleInput(props: Props) {
  const { field, value, onChange } = props;
  if (field.type === 'boolean')
    return (
      <Select
        {...props}
        choices={yesNo}
        value={value === undefined ? undefined : String(value)}
        onChange={(id) => onChange(id === 'true')}
      />
    );
  return props.choices === undefined ? <Typed {...props} /> : <Select {...props} choices={props.choices} />;
}

function Select({ label, choices, value, onChange }: Omit<Props, 'choices'> & { readonly choices: readonly Choice[] }) {
  const known = choices.some(({ id }) => id === value);
  return (
    <TextField
      fullWidth={false}
      select
      hiddenLabel
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value)}
      slotProps={{ select: { native: true }, htmlInput: { 'aria-label': label } }}
    >
      {!known && <option value={String(value ?? '')}>{value === undefined ? 'Choose…' : String(value)}</option>}
      {choices.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </TextField>
  );
}

/** Keeps what is typed as it is typed; the rule gets what it means. */
function Typed({ label, field, value, onChange }: Props) {
  const [text, setText] = useState(() => textOf(field, value));
  const [told, setTold] = useState(value);
  if (value !== told) {
    setTold(value);
    if (meaningOf(field, text) !== value) setText(textOf(field, value));
  }
  const change = (next: string) => {
    setText(next);
    setTold(meaningOf(field, next));
    onChange(meaningOf(field, next));
  };
  const numeric = field.type === 'number' || field.type === 'money';
  return (
    <TextField
      fullWidth={false}
      hiddenLabel
      type={field.type === 'date' ? 'date' : 'text'}
      value={text}
      onChange={(event) => change(event.target.value)}
      slotProps={{
        htmlInput: { 'aria-label': label, ...(numeric ? { inputMode: 'decimal' } : {}) },
        input: field.type === 'money' ? { startAdornment: '£' } : undefined,
      }}
      sx={{ width: numeric ? 110 : 200 }}
    />
  );
}

function textOf({ type }: SegmentFieldInfo, value: One | undefined): string {
  if (value === undefined) return '';
  return type === 'money' && typeof value === 'number' ? minorToInput(value, 'GBP') : String(value);
}

function meaningOf({ type }: SegmentFieldInfo, text: string): One | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  if (type === 'money') return inputToMinor(trimmed, 'GBP') ?? undefined;
  if (type !== 'number') return text;
  const number = Number(trimmed);
  return Number.isFinite(number) ? number : undefined;
}
