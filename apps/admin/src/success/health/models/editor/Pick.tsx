import TextField from '@mui/material/TextField';

type PickProps<Id extends string> = {
  readonly label: string;
  readonly value: Id;
  readonly choices: readonly { readonly id: Id; readonly name: string }[];
  readonly onChange: (id: Id) => void;
  readonly error?: string | undefined;
  readonly width?: number;
  /** The label is for readers only, where the row says it already. */
  readonly hiddenLabel?: boolean;
};

/** One of some values, small enough to stand in a row; a value that is not offered stays until another is picked. */
export function Pick<Id extends string>(props: PickProps<Id>) {
  const { label, value, choices, onChange, error, width = 180, hiddenLabel = false } = props;
  return (
    <TextField
      select
      size="small"
      label={hiddenLabel ? undefined : label}
      hiddenLabel={hiddenLabel}
      value={value}
      error={error !== undefined}
      helperText={error}
      onChange={(event) => onChange(choices.find(({ id }) => id === event.target.value)?.id ?? value)}
      slotProps={{ select: { native: true }, inputLabel: { shrink: true }, htmlInput: { 'aria-label': label } }}
      sx={{ width }}
    >
      {!choices.some(({ id }) => id === value) && <option value={value}>{value === '' ? 'Choose…' : value}</option>}
      {choices.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </TextField>
  );
}
