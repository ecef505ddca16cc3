import type { Movement, PaypalEngine } from '../paypal/index.ts';

/** One line of the journal: debits above zero. */
export interface PaypalLine {
  readonly account: string;
  readonly currency: string;
  readonly amountMinor: number;
  /** External id; null for what belongs to nobody. */
  readonly supplier: string | null;
}

/** What each kind of movement is against, beside the balance itself. */
const counterAccounts: Readonly<Record<string, string>> = {
  T0002: 'ar',
  T0006: 'ar',
  T1107: 'refunds_contra',
  T1110: 'reserve:paypal',
  T1111: 'reserve:paypal',
  T1106: 'disputes',
  T1201: 'disputes',
  T0114: 'dispute_fees',
  T0200: 'fx',
  // A withdrawal is at the bank at once.
  T0400: 'bank',
};

/** What a right journal says of PayPal's money: cash from the movements of its balance, revenue from the payments it took. */
export function paypalLines({ kernel }: PaypalEngine): PaypalLine[] {
  const { movements, payments } = kernel.state;
  const cash = movements.filter(({ affectsBalance }) => affectsBalance).flatMap(linesOf);
  const sold = [...payments.values()].flatMap(({ currency, subtotalMinor, taxMinor, customId: supplier }) =>
    Object.entries({ ar: subtotalMinor + taxMinor, revenue: -subtotalMinor, tax_payable: -taxMinor }).map(
      ([account, amountMinor]) => ({ account, currency: currency.toLowerCase(), amountMinor, supplier }),
    ),
  );
  return [...cash, ...sold].filter(({ amountMinor }) => amountMinor !== 0);
}

function linesOf({ code, currency, amountMinor, feeMinor, customId: supplier }: Movement): PaypalLine[] {
  const counter = counterAccounts[code];
  if (counter === undefined) throw new Error(`The truth has no rule for PayPal movements of type ${code}`);
  const line = (account: string, amount: number) => ({
    account,
    currency: currency.toLowerCase(),
    amountMinor: amount,
    supplier,
  });
  return [
    line('clearing:paypal', amountMinor - feeMinor),
    line('processor_fees', feeMinor),
    line(counter, -amountMinor),
  ];
}
