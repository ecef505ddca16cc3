import type { Reader } from '@wedsync/db/platform';
import {
  findOwedInvoice,
  findStandingManualPayment,
  lockInvoiceForBooking,
  manualPayments,
  recordManualPayment,
  reverseManualPayment,
} from '@wedsync/db/revenue';
import { manualPaymentFilterSchema, manualPaymentSchema, type ManualPaymentKind } from '@wedsync/domain/billing';
import { calendarDate, createId, formatMoney, NotFound, type Clock } from '@wedsync/domain/platform';
import {
  assessManualPayment,
  bankTransferInputSchema,
  InvoiceNotOwed,
  owedOn,
  writeOffInputSchema,
  type OwedInvoice,
  type RecordedPayment,
} from '@wedsync/domain/revenue';
import { z } from 'zod';
import { defineAction, defineResource, type Assessment } from '../platform/index.ts';

export const manualPaymentResource = defineResource({
  name: 'manual-payments',
  description: 'Payments and write-offs booked by hand',
  row: manualPaymentSchema,
  filter: manualPaymentFilterSchema,
  list: manualPayments.list,
  show: manualPayments.find,
});

/** Whoever writes into the books by hand never does so alone. */
const second: Assessment['approval'] = {
  permission: 'manual-payments:approve',
  why: 'What is booked by hand always needs a second person.',
};

type Given = { readonly amountMinor: number; readonly receivedOn?: string; readonly reference?: string };

/** Money for an invoice reached the bank without any provider. */
export const recordBankTransfer = byHand({
  kind: 'bank_transfer',
  verb: 'record-bank-transfer',
  title: 'Record bank transfer',
  description: 'Book money that reached the bank for this invoice',
  input: bankTransferInputSchema,
});

/** Nobody expects the rest of an invoice any more. */
export const writeOffInvoice = byHand({
  kind: 'write_off',
  verb: 'write-off',
  title: 'Write off',
  description: 'Give up what is still owed of this invoice, or a part of it',
  input: writeOffInputSchema,
});

type ByHand = {
  readonly kind: ManualPaymentKind;
  readonly verb: string;
  readonly title: string;
  readonly description: string;
  readonly input: z.ZodType<Given>;
};

function byHand({ kind, ...words }: ByHand) {
  return defineAction<Given>({
    ...words,
    resource: 'invoices',
    danger: true,
    reasonRequired: true,
    available: async (reader, id) => {
      const invoice = await findOwedInvoice(reader, id);
      if (invoice === undefined) return { allowed: false, why: `There is no invoice ${id}.` };
      try {
        owedOn(invoice, kind);
        return { allowed: true };
      } catch (error) {
        if (error instanceof Error) return { allowed: false, why: error.message };
        throw error;
      }
    },
    assess: async (reader, id, input, { clock }) => {
      const { invoice, leftMinor, leftAfterMinor } = await decide(reader, id, { kind, ...input }, clock);
      const inWords = (amountMinor: number) => formatMoney({ amountMinor, currency: invoice.currency });
      return {
        supplierId: invoice.supplierId,
        amount: { amountMinor: input.amountMinor, currency: invoice.currency },
        approval: second,
        fingerprint: JSON.stringify([invoice.status, invoice.remainingMinor, invoice.byHandMinor]),
        preview: {
          lines: [
            { label: 'Invoice', value: invoice.number ?? invoice.id },
            {
              label: 'Debit',
              value: `${kind === 'bank_transfer' ? 'Bank' : 'Bad debt'} ${inWords(input.amountMinor)}`,
            },
            { label: 'Credit', value: `${credited(invoice)} ${inWords(input.amountMinor)}` },
            { label: 'Owed before', value: inWords(leftMinor) },
            { label: 'Owed after', value: inWords(leftAfterMinor) },
          ],
          warnings: [
            'The provider does not know of this and goes on asking until the invoice is settled there too. Then the provider’s own entry takes the place of this one.',
          ],
        },
      };
    },
    perform: async (writer, id, input, { clock, uuids }, run) => {
      await lockInvoiceForBooking(writer, id);
      const { invoice } = await decide(writer, id, { kind, ...input }, clock);
      const payment = {
        id: createId('manualPayment', uuids.next()),
        kind,
        invoiceId: invoice.id,
        invoiceNumber: invoice.number,
        customerId: invoice.customerId,
        supplierId: invoice.supplierId,
        amountMinor: input.amountMinor,
        currency: invoice.currency,
        occurredAt: new Date(`${input.receivedOn ?? calendarDate(clock.now())}T00:00:00Z`),
        reference: input.reference ?? null,
        givenUpAt: invoice.givenUpAt,
      };
      const { id: actionRunId, requestedBy, requestedByName, approvedBy } = run;
      await recordManualPayment(
        writer,
        { ...payment, actionRunId, requestedBy, requestedByName, approvedBy },
        clock.now(),
      );
      return { state: 'succeeded', result: { manualPaymentId: payment.id } };
    },
  });
}

/** Takes back what was booked by hand: by an entry of its own, for nothing in the journal is ever changed. */
export const reverseManual = defineAction({
  resource: 'manual-payments',
  verb: 'reverse',
  title: 'Reverse',
  description: 'Take back what was booked by hand',
  danger: true,
  reasonRequired: true,
  input: z.strictObject({}),
  available: async (reader, id) =>
    (await findStandingManualPayment(reader, id)) === undefined
      ? { allowed: false, why: 'It was taken back already.' }
      : { allowed: true },
  assess: async (reader, id) => {
    const payment = await standing(reader, id);
    return {
      supplierId: payment.supplierId,
      amount: { amountMinor: payment.amountMinor, currency: payment.currency },
      approval: second,
      fingerprint: payment.id,
      preview: {
        lines: [
          { label: 'Invoice', value: payment.invoiceNumber ?? payment.invoiceId },
          { label: 'Taken back', value: formatMoney(payment) },
        ],
        warnings: ['The invoice is owed again.'],
      },
    };
  },
  perform: async (writer, id, _input, { clock }) => {
    const payment = await standing(writer, id);
    if (!(await reverseManualPayment(writer, payment, clock.now())))
      throw InvoiceNotOwed({ why: 'It was taken back already.' });
    return { state: 'succeeded', result: {} };
  },
});

/** What was given up is receivable no more: money for it lowers the loss. */
function credited({ givenUpAt }: OwedInvoice): string {
  return givenUpAt === null ? 'Accounts receivable' : 'Bad debt';
}

async function decide(reader: Reader, id: string, input: Given & { readonly kind: ManualPaymentKind }, clock: Clock) {
  const invoice: OwedInvoice | undefined = await findOwedInvoice(reader, id);
  if (invoice === undefined) throw NotFound({ what: 'invoice', id });
  const today = calendarDate(clock.now());
  return { invoice, ...assessManualPayment(invoice, { ...input, receivedOn: input.receivedOn ?? today }, today) };
}

async function standing(reader: Reader, id: string): Promise<RecordedPayment> {
  const payment = await findStandingManualPayment(reader, id);
  if (payment === undefined) throw NotFound({ what: 'payment by hand', id });
  return payment;
}
