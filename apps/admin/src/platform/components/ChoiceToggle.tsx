import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';

export type ChoiceToggleProps<Id extends string | number> = {
  /** What is chosen, for those who cannot see where it stands. */
  readonly label: string;
  readonly value: Id;
  readonly choices: readonly { readonly id: Id; readonly name: string }[];
  readonly onChange: (id: Id) => void;
};

/**
 * A few ways to see the same thing, side by side; one always holds.
 * @example <ChoiceToggle label="Which MRR" value={line} choices={lines} onChange={(line) => change({ line })} />
 */
export function ChoiceToggle<Id extends string | number>({ label, value, choices, onChange }: ChoiceToggleProps<Id>) {
  return (
    <ToggleButtonGroup
      exclusive
      size="small"
      aria-label={label}
      value={value}
      onChange={(_event, id: Id | null) => id !== null && onChange(id)}
    >
      {choices.map(({ id, name }) => (
        <ToggleButton key={id} value={id}>
          {name}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
