import { insertSubscriptionRequest, invoices } from '@wedsync/db/billing';
import type { Reader } from '@wedsync/db/platform';
import { providerName, type Invoice } from '@wedsync/domain/billing';
import { createId, formatMoney, Invalid, money, NotFound } from '@wedsync/domain/platform';
import { z } from 'zod';
import { defineAction } from '../../platform/index.ts';

/** Lets the provider send an invoice once more. */
export const resendInvoice = defineAction({
  resource: 'invoices',
  verb: 'resend',
  title: 'Send again',
  description: 'Let the provider e-mail the invoice once more',
  danger: false,
  reasonRequired: false,
  input: z.strictObject({}),
  available: async (reader, id) => {
    const why = whyNot(await invoices.find(reader, id));
    return why === null ? { allowed: true } : { allowed: false, why };
  },
  assess: async (reader, id) => {
    const invoice = await need(reader, id);
    return {
      supplierId: invoice.supplierId,
      amount: null,
      approval: null,
      fingerprint: `${invoice.status} ${invoice.amountRemainingMinor}`,
      preview: {
        lines: [
          { label: 'Invoice', value: invoice.number ?? id },
          { label: 'Left to pay', value: formatMoney(money(invoice.amountRemainingMinor, invoice.currency)) },
          { label: 'To', value: 'The billing address at the provider' },
        ],
        warnings: [],
      },
    };
  },
  perform: async (writer, invoiceId, _input, { clock, uuids }, run) => {
    const { number, supplierId, customerId, provider } = await need(writer, invoiceId);
    const id = createId('subscriptionRequest', uuids.next());
    await insertSubscriptionRequest(writer, {
      id,
      kind: 'resend_invoice',
      params: {},
      title: `Invoice ${number ?? invoiceId} sent again`,
      actionRunId: run.id,
      subscriptionId: null,
      invoiceId,
      customerId: customerId ?? '',
      supplierId,
      provider,
      amountMinor: null,
      currency: null,
      guardedAct: null,
      guardOverriddenBy: null,
      changesSubscription: false,
      notBefore: null,
      requestedBy: run.requestedBy,
      requestedByName: run.requestedByName,
      approvedBy: run.approvedBy,
      requestedAt: clock.now(),
    });
    return { state: 'running', result: { subscriptionRequestId: id } };
  },
});

async function need(reader: Reader, id: string): Promise<Invoice> {
  const invoice = await invoices.find(reader, id);
  if (invoice === undefined) throw NotFound({ what: 'invoice', id });
  const why = whyNot(invoice);
  if (why !== null) throw Invalid({ message: why });
  return invoice;
}

function whyNot(invoice: Invoice | undefined): string | null {
  if (invoice === undefined) return 'There is no such invoice.';
  if (invoice.provider !== 'stripe') return `Invoices of ${providerName(invoice.provider)} are sent there.`;
  if (invoice.status === 'draft') return 'It is a draft; nobody can pay it yet.';
  return invoice.status === 'void' ? 'It was voided.' : null;
}
