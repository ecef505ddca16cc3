import Box from '@mui/material/Box';
import { useRecordContext } from 'react-admin';
import { get } from '../data/field-value.ts';
import { formatMoney } from '../format/money.ts';

export type MoneyProps = {
  /** Integer minor units; null or undefined shows a dash. */
  readonly amountMinor: number | null | undefined;
  readonly currency: string | null | undefined;
  /** `short` rounds to "£48.1k" and shows the exact amount on hover. */
  readonly style?: 'exact' | 'short';
};

/** An amount with its currency in tabular figures. @example <Money amountMinor={12345} currency="GBP" /> */
export function Money({ amountMinor, currency, style = 'exact' }: MoneyProps) {
  if (typeof amountMinor !== 'number' || !currency) return <span aria-label="no amount">–</span>;
  const exact = formatMoney(amountMinor, currency);
  const shown = style === 'exact' ? exact : formatMoney(amountMinor, currency, 'short');
  return (
    <span className="tabular" title={shown === exact ? undefined : exact} style={{ whiteSpace: 'nowrap' }}>
      {shown}
    </span>
  );
}

export type MoneyFieldProps = {
  /** Field with minor units, for example "amountMinor" or "totals.paidMinor". */
  readonly source: string;
  readonly currencySource?: string;
  readonly label?: string;
};

/** Money of the current record, right aligned. @example <MoneyField source="amountMinor" /> */
export function MoneyField({ source, currencySource = 'currency' }: MoneyFieldProps) {
  const record = useRecordContext();
  const amount = get(record, source);
  const currency = get(record, currencySource);
  return (
    <Box component="span" sx={{ display: 'block', textAlign: 'right' }}>
      <Money
        amountMinor={typeof amount === 'number' ? amount : null}
        currency={typeof currency === 'string' ? currency : null}
      />
    </Box>
  );
}
