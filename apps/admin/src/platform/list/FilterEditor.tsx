import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import TextField from '@mui/material/TextField';
import { type FormEvent, useState } from 'react';
import { inputToMinor, minorToInput } from '../format/money.ts';
import type { Choice, FilterDefinition } from './filter-definition.ts';

export type FilterEditorProps = {
  readonly definition: FilterDefinition;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly onDone: () => void;
};

const yesNo: readonly Choice[] = [
  { id: 'true', name: 'Yes' },
  { id: 'false', name: 'No' },
];

/** Edits one filter inside the popover of its token. */
export function FilterEditor({ definition, value, onChange, onDone }: FilterEditorProps) {
  if (definition.kind === 'choice')
    return (
      <Choices
        choices={definition.choices}
        chosen={listOf(value)}
        multiple={definition.multiple ?? false}
        onChange={onChange}
        onDone={onDone}
      />
    );
  if (definition.kind === 'yes-no')
    return (
      <Choices
        choices={yesNo}
        chosen={[String(value)]}
        multiple={false}
        onChange={(id) => onChange(id === 'true')}
        onDone={onDone}
      />
    );
  return <TypedValue definition={definition} value={value} onChange={onChange} onDone={onDone} />;
}

type ChoicesProps = {
  readonly choices: readonly Choice[];
  readonly chosen: readonly unknown[];
  readonly multiple: boolean;
  readonly onChange: (value: unknown) => void;
  readonly onDone: () => void;
};

function Choices({ choices, chosen, multiple, onChange, onDone }: ChoicesProps) {
  const toggle = (id: string) => {
    if (!multiple) {
      onChange(id);
      onDone();
      return;
    }
    onChange(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id]);
  };
  return (
    <Box role="group" sx={{ display: 'grid', maxHeight: 320, overflowY: 'auto', padding: 2 }}>
      {choices.map(({ id, name }) => (
        <FormControlLabel
          key={id}
          label={name}
          sx={{ marginX: 0, paddingRight: 3 }}
          control={<Checkbox checked={chosen.includes(id)} onChange={() => toggle(id)} />}
        />
      ))}
    </Box>
  );
}

type TypedDefinition = Exclude<FilterDefinition, { kind: 'choice' | 'yes-no' }>;

function TypedValue({
  definition,
  value,
  onChange,
  onDone,
}: FilterEditorProps & { readonly definition: TypedDefinition }) {
  const [text, setText] = useState(() => toText(definition, value));
  const parsed = fromText(definition, text);
  const apply = (event: FormEvent) => {
    event.preventDefault();
    if (parsed === null) return;
    onChange(parsed);
    onDone();
  };
  return (
    <Box component="form" onSubmit={apply} sx={{ display: 'flex', gap: 2, padding: 3, alignItems: 'flex-start' }}>
      <TextField
        autoFocus
        hiddenLabel
        type={definition.kind === 'date' ? 'date' : 'text'}
        value={text}
        error={parsed === null}
        helperText={parsed === null ? 'This is not a number.' : undefined}
        onChange={(event) => setText(event.target.value)}
        slotProps={{
          htmlInput: { 'aria-label': definition.label, inputMode: definition.kind === 'text' ? undefined : 'decimal' },
        }}
      />
      <Button type="submit" variant="contained" disabled={parsed === null} sx={{ minHeight: 36 }}>
        Apply
      </Button>
    </Box>
  );
}

function toText(definition: TypedDefinition, value: unknown): string {
  if (value === undefined || value === null) return '';
  return definition.kind === 'money' && typeof value === 'number'
    ? minorToInput(value, definition.currency)
    : String(value);
}

/** The value to filter by, '' to clear, null when the text cannot be read. */
function fromText(definition: TypedDefinition, text: string): string | number | null {
  const trimmed = text.trim();
  if (trimmed === '' || definition.kind === 'text' || definition.kind === 'date') return trimmed;
  if (definition.kind === 'money') return inputToMinor(trimmed, definition.currency);
  return Number.isFinite(Number(trimmed)) ? Number(trimmed) : null;
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}
