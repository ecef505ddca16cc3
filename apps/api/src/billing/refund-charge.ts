import { findRefundTarget, insertRefundRequest, openRefundsOf, type RefundTarget } from '@wedsync/db/billing';
import type { Reader } from '@wedsync/db/platform';
import { whyRefundNeedsApproval } from '@wedsync/domain/access';
import {
  assessRefund,
  creditedLines,
  refundFingerprint,
  refundInputSchema,
  refuseTwin,
  whyNothingToRefund,
  type RefundAssessment,
  type RefundFacts,
  type RefundInput,
} from '@wedsync/domain/billing';
import { createId, formatMoney, NotFound, type Money } from '@wedsync/domain/platform';
import { defineAction, type ActionContext, type ActionPreview, type Assessment } from '../platform/index.ts';
import { givenWithinADay } from './given-lately.ts';

const name = 'charges.refund';

/** Gives money back for a charge: to the card, with a credit note, as credit, or as a free month. The worker calls the provider. */
export const refundCharge = defineAction<RefundInput>({
  resource: 'charges',
  verb: 'refund',
  title: 'Refund',
  description: 'Give back all or part of a charge',
  danger: true,
  reasonRequired: true,
  auditedInputs: ['outcome', 'amountMinor', 'lines', 'reasonCode'],
  input: refundInputSchema,
  available: async (reader, chargeId, { clock }) => {
    const target = await findRefundTarget(reader, chargeId);
    const why =
      target === undefined ? `There is no charge ${chargeId}.` : whyNothingToRefund(target.facts, clock.now());
    return why === null ? { allowed: true } : { allowed: false, why };
  },
  assess: async (reader, chargeId, input, context) => {
    const { target, assessment } = await decide(reader, chargeId, input, context);
    return {
      supplierId: target.supplierId,
      amount: assessment.amount,
      approval: await approvalNeeded(reader, target, assessment, context),
      fingerprint: refundFingerprint(target.facts),
      preview: previewOf(target.facts, assessment, input),
    };
  },
  perform: async (writer, chargeId, input, context, run) => {
    const { target, assessment } = await decide(writer, chargeId, input, context);
    const id = createId('refundRequest', context.uuids.next());
    const { invoice } = target.facts;
    await insertRefundRequest(writer, {
      ...assessment.amount,
      id,
      actionRunId: run.id,
      chargeId,
      supplierId: target.supplierId,
      provider: target.facts.provider,
      outcome: input.outcome,
      lines: input.lines ?? null,
      creditLines: creditedLines(invoice, input.lines),
      invoiceId: invoice?.id ?? null,
      subscriptionId: target.subscriptionId,
      reasonCode: input.reasonCode,
      note: input.note ?? null,
      requestedBy: run.requestedBy,
      requestedByName: run.requestedByName,
      approvedBy: run.approvedBy,
      requestedAt: context.clock.now(),
    });
    return { state: 'running', result: { refundRequestId: id } };
  },
});

async function decide(
  reader: Reader,
  chargeId: string,
  input: RefundInput,
  { clock, runId, principal }: ActionContext,
): Promise<{ target: RefundTarget; assessment: RefundAssessment }> {
  const target = await findRefundTarget(reader, chargeId, { runId });
  if (target === undefined) throw NotFound({ what: 'charge', id: chargeId });
  const assessment = assessRefund(target.facts, input, clock.now());
  refuseTwin(
    assessment,
    input.outcome,
    await openRefundsOf(reader, { chargeId, actorId: principal.id, exceptRunId: runId }),
  );
  return { target, assessment };
}

async function approvalNeeded(
  reader: Reader,
  { supplierId }: RefundTarget,
  { amount, chargeAgeDays }: RefundAssessment,
  context: ActionContext,
): Promise<Assessment['approval']> {
  const given = await givenWithinADay(reader, { actions: [name], amount, supplierId }, context);
  const why = whyRefundNeedsApproval(context.principal.roles, { amount, chargeAgeDays, ...given });
  return why === null ? null : { permission: 'refunds:approve', why };
}

const howItArrives: Readonly<Record<RefundInput['outcome'], string>> = {
  card: 'To the card, in 5 to 10 days',
  credit_note: 'To the card with a credit note, in 5 to 10 days',
  balance: 'As credit, taken off the next invoices',
  goodwill_month: 'The next month is free',
};

/** A price that stays the same is the same MRR, also in a month that is given away. */
const mrrEffect: Readonly<Record<RefundInput['outcome'], string>> = {
  card: 'None: refunds move cash, not MRR',
  credit_note: 'None: refunds move cash, not MRR',
  balance: 'None: credit moves cash, not MRR',
  goodwill_month: 'None: one free month changes no price',
};

function previewOf(facts: RefundFacts, assessment: RefundAssessment, input: RefundInput): ActionPreview {
  const show = (amount: Money | null) => (amount === null ? 'not known yet' : formatMoney(amount));
  return {
    lines: [
      { label: 'The supplier gets', value: show(assessment.amount) },
      {
        label: 'How',
        value: facts.provider === 'paypal' ? 'To the PayPal account, at once' : howItArrives[input.outcome],
      },
      { label: 'Of it VAT or sales tax', value: show(assessment.tax) },
      { label: 'Left to refund before', value: show(assessment.left) },
      { label: 'Left to refund after', value: show(assessment.leftAfter) },
      { label: 'Processor fee not returned', value: show(assessment.feeLost) },
      { label: 'Dispute', value: facts.inquiry ? 'The bank is asking' : 'None open' },
      { label: 'Effect on MRR', value: mrrEffect[input.outcome] },
    ],
    warnings: assessment.warnings,
    data: {
      amountMinor: assessment.amount.amountMinor,
      currency: assessment.amount.currency,
      leftMinor: assessment.left.amountMinor,
    },
  };
}
