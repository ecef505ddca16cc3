import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';

type ChoiceProps<Value extends string> = {
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly Value[];
  readonly words: Readonly<Record<Value, string>>;
  readonly onChange: (value: Value) => void;
  readonly helperText?: string;
};

/** One of a few, in words. */
export function Choice<Value extends string>(props: ChoiceProps<Value>) {
  const { label, value, choices, words, onChange, helperText } = props;
  const choose = (wanted: string) => {
    const chosen = choices.find((choice) => choice === wanted);
    if (chosen !== undefined) onChange(chosen);
  };
  return (
    <TextField
      select
      label={label}
      value={value}
      onChange={(event) => choose(event.target.value)}
      helperText={helperText}
    >
      {choices.map((choice) => (
        <MenuItem key={choice} value={choice}>
          {words[choice]}
        </MenuItem>
      ))}
    </TextField>
  );
}
