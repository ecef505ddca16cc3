import Close from '@mui/icons-material/Close';
import IconButton from '@mui/material/IconButton';
import ToggleButton from '@mui/material/ToggleButton';

/** Turns a part of the rule round. */
export function NegateToggle({
  of,
  negated,
  onChange,
}: {
  readonly of: string;
  readonly negated: boolean;
  readonly onChange: (negated: boolean) => void;
}) {
  return (
    <ToggleButton
      value="not"
      size="small"
      selected={negated}
      aria-label={`Turn ${of} round`}
      onChange={() => onChange(!negated)}
      sx={{ height: 32, textTransform: 'none' }}
    >
      not
    </ToggleButton>
  );
}

export function RemoveButton({ of, onRemove }: { readonly of: string; readonly onRemove: () => void }) {
  return (
    <IconButton aria-label={`Remove ${of}`} onClick={onRemove}>
      <Close sx={{ fontSize: 16 }} />
    </IconButton>
  );
}
