import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormGroup from '@mui/material/FormGroup';
import FormHelperText from '@mui/material/FormHelperText';
import FormLabel from '@mui/material/FormLabel';
import { type ActionInputProps, formatMoney } from '../../platform/index.ts';
import { useRefundable } from './refundable.ts';

type Line = { readonly invoiceLineId: string; readonly amountMinor: number };

/** Choose whole lines of the invoice instead of typing an amount; absent when the invoice has a single line. */
export function RefundLinesInput({
  chargeId,
  value,
  onChange,
  error,
  currency,
}: ActionInputProps & { readonly chargeId: string }) {
  const { data } = useRefundable(chargeId);
  const lines = data?.invoice?.lines ?? [];
  if (lines.length < 2) return null;
  const chosen: readonly Line[] = Array.isArray(value) ? value : [];
  const toggle = (line: Line) => {
    const rest = chosen.filter(({ invoiceLineId }) => invoiceLineId !== line.invoiceLineId);
    const next = rest.length === chosen.length ? [...chosen, line] : rest;
    onChange(next.length === 0 ? undefined : next);
  };
  return (
    <FormGroup>
      <FormLabel>Or whole lines of the invoice</FormLabel>
      {lines.map(({ id, description, grossMinor }) => (
        <FormControlLabel
          key={id}
          control={
            <Checkbox
              size="small"
              checked={chosen.some(({ invoiceLineId }) => invoiceLineId === id)}
              onChange={() => toggle({ invoiceLineId: id, amountMinor: grossMinor })}
            />
          }
          label={`${description} · ${formatMoney(grossMinor, currency)}`}
        />
      ))}
      {error && <FormHelperText error>{error}</FormHelperText>}
    </FormGroup>
  );
}
