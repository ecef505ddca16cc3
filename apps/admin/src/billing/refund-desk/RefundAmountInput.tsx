import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { type ActionInputProps, formatMoney, MoneyInput } from '../../platform/index.ts';
import { useRefundable } from './refundable.ts';

/** The amount, with one press for all that is left. */
export function RefundAmountInput({
  chargeId,
  field,
  value,
  onChange,
  error,
  currency,
}: ActionInputProps & { readonly chargeId: string }) {
  const { data } = useRefundable(chargeId);
  const leftMinor = data?.leftMinor ?? 0;
  return (
    <Box sx={{ display: 'grid', gap: 1, justifyItems: 'start', '& > .MuiTextField-root': { width: '100%' } }}>
      <MoneyInput
        label={field.label}
        currency={currency}
        value={typeof value === 'number' ? value : null}
        onChange={(minor) => onChange(minor ?? undefined)}
        error={error}
        help="Leave it empty for whole lines or a free month."
      />
      {leftMinor > 0 && (
        <Button size="small" variant="text" onClick={() => onChange(leftMinor)}>
          All that is left: {formatMoney(leftMinor, currency)}
        </Button>
      )}
    </Box>
  );
}
