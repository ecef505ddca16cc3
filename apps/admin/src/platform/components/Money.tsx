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
