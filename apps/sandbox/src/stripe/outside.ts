import { openDispute } from './billing/dispute-charge.ts';
import type { OutsideWorld } from './contract.ts';
import type { Kernel } from './kernel/kernel.ts';

/** The hands of cardholders, banks and networks. */
export function createOutsideWorld(kernel: Kernel): OutsideWorld {
  const { intentions } = kernel;
  return {
    setCardBehaviour: (paymentMethodId, behaviour) => void intentions.cards.set(paymentMethodId, behaviour),
    clearCardBehaviour: (paymentMethodId) => void intentions.cards.delete(paymentMethodId),
    openDispute(chargeId, dispute) {
      const opened = openDispute(kernel, chargeId, dispute);
      kernel.events.deliver();
      return kernel.wire('dispute', opened);
    },
    failNextRefund: (chargeId, reason, afterDays) =>
      void intentions.refundFailures.set(chargeId, { reason, afterDays }),
    makeRefundsPending: (chargeId) => void intentions.pendingRefundCharges.add(chargeId),
    failNextPayout: (currency, failureCode) => void intentions.payoutFailures.set(currency, failureCode),
    renewCard(paymentMethodId, expMonth, expYear) {
      const { card } = kernel.need('payment_method', paymentMethodId);
      if (card === null) return;
      const patch = { card: { ...card, exp_month: expMonth, exp_year: expYear } };
      kernel.change('payment_method', paymentMethodId, patch, 'payment_method.automatically_updated');
      kernel.events.deliver();
    },
  };
}
