import { type ComponentType, useMemo } from 'react';
import { ActionButton, formatMoney, type ActionInputProps } from '../../platform/index.ts';
import { RefundAmountInput } from './RefundAmountInput.tsx';
import { RefundContext } from './RefundContext.tsx';
import { RefundLinesInput } from './RefundLinesInput.tsx';

type RefundButtonProps = {
  readonly chargeId: string;
  readonly currency: string;
  readonly variant?: 'outlined' | 'contained' | 'text';
};

/** Opens the refund form beside the charge: what is left, amount or lines, how it arrives, why, and what it will do. */
export function RefundButton({ chargeId, currency, variant = 'outlined' }: RefundButtonProps) {
  const inputs = useMemo(() => inputsOf(chargeId), [chargeId]);
  return (
    <ActionButton
      resource="charges"
      id={chargeId}
      verb="refund"
      label="Refund…"
      variant={variant}
      currency={currency}
      layout="panel"
      context={<RefundContext chargeId={chargeId} />}
      inputs={inputs}
      confirmLabel={(_values, preview) => confirmWords(preview?.data)}
    />
  );
}

function inputsOf(chargeId: string): Readonly<Record<string, ComponentType<ActionInputProps>>> {
  return {
    amountMinor: function AmountOfCharge(props) {
      return <RefundAmountInput {...props} chargeId={chargeId} />;
    },
    lines: function LinesOfCharge(props) {
      return <RefundLinesInput {...props} chargeId={chargeId} />;
    },
  };
}

function confirmWords(data: Readonly<Record<string, unknown>> | undefined): string {
  const { amountMinor, currency } = data ?? {};
  return typeof amountMinor === 'number' && typeof currency === 'string'
    ? `Refund ${formatMoney(amountMinor, currency)}`
    : 'Refund';
}
