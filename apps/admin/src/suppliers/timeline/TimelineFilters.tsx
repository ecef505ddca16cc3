import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import type { TimelineEntry } from '@wedsync/domain/suppliers';
import type { TimelineKind } from '../../platform/index.ts';

export type TimelineChoice = { readonly kind: string | null; readonly actorName: string | null };

type Props = {
  readonly kinds: Readonly<Record<string, TimelineKind>>;
  readonly entries: readonly TimelineEntry[];
  readonly choice: TimelineChoice;
  readonly onChange: (choice: TimelineChoice) => void;
};

/** Narrows the timeline to one kind of entry and one actor; actors are those of the entries shown. */
export function TimelineFilters({ kinds, entries, choice, onChange }: Props) {
  const actors = [
    ...new Set([
      ...entries.map(({ actorName }) => actorName),
      ...(choice.actorName === null ? [] : [choice.actorName]),
    ]),
  ].toSorted();
  return (
    <>
      <Pick
        label="Kind"
        all="All kinds"
        value={choice.kind}
        options={Object.entries(kinds).map(([id, { label }]) => ({ id, label }))}
        onChange={(kind) => onChange({ ...choice, kind })}
      />
      <Pick
        label="Actor"
        all="Everyone"
        value={choice.actorName}
        options={actors.map((id) => ({ id, label: id }))}
        onChange={(actorName) => onChange({ ...choice, actorName })}
      />
    </>
  );
}

type PickProps = {
  readonly label: string;
  readonly all: string;
  readonly value: string | null;
  readonly options: readonly { readonly id: string; readonly label: string }[];
  readonly onChange: (value: string | null) => void;
};

function Pick({ label, all, value, options, onChange }: PickProps) {
  return (
    <TextField
      select
      size="small"
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
      slotProps={{ select: { displayEmpty: true }, htmlInput: { 'aria-label': label } }}
    >
      <MenuItem value="">{all}</MenuItem>
      {options.map((option) => (
        <MenuItem key={option.id} value={option.id}>
          {option.label}
        </MenuItem>
      ))}
    </TextField>
  );
}
