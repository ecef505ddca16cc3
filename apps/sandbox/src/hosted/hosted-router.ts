import express, { Router } from 'express';
import type { StripeEngine } from '../stripe/index.ts';
import { escaped } from '../pages/html.ts';
import {
  giveNewCard,
  openInvoicesOf,
  payInvoice,
  readCustomer,
  readInvoice,
  type SeenInvoice,
} from './customer-acts.ts';

/** The pages Stripe hosts for customers: an invoice to pay, and a place for a new card. Whoever opens them is the cardholder. */
export function hostedRouter(engine: StripeEngine): Router {
  const router = Router();
  const form = express.urlencoded({ extended: false });
  router.get('/i/:invoice', (request, response) => {
    const invoice = readInvoice(engine, request.params.invoice);
    if (invoice === null) return void response.status(404).send(page('No such invoice', ''));
    response.send(page(`Invoice ${invoice.number ?? invoice.id}`, invoiceBody(invoice)));
  });
  router.post('/i/:invoice/pay', form, (request, response) => {
    const invoice = readInvoice(engine, request.params.invoice);
    if (invoice === null) return void response.status(404).send(page('No such invoice', ''));
    const method = giveNewCard(engine, invoice.customer);
    payInvoice(engine, invoice.id, method);
    response.redirect(303, `/i/${invoice.id}`);
  });
  router.get('/p/session/:customer', (request, response) => {
    const customer = readCustomer(engine, request.params.customer);
    if (customer === null) return void response.status(404).send(page('This link has expired', ''));
    const open = openInvoicesOf(engine, customer.id).length;
    response.send(page('Your payment method', portalBody(customer.id, open)));
  });
  router.post('/p/session/:customer', form, (request, response) => {
    const customer = readCustomer(engine, request.params.customer);
    if (customer === null) return void response.status(404).send(page('This link has expired', ''));
    const method = giveNewCard(engine, customer.id);
    for (const invoice of openInvoicesOf(engine, customer.id)) payInvoice(engine, invoice, method);
    response.send(page('Your new card is saved', '<p>What was open has been paid with it.</p>'));
  });
  router.get('/p/login', (_request, response) => {
    response.send(page('Sign in to your billing', loginBody));
  });
  router.post('/p/login', form, (request, response) => {
    const email = emailIn(request.body);
    const customer = engine.store.list('customer').find((one) => one.email === email);
    if (customer === undefined) return void response.status(404).send(page('Nobody with this address', loginBody));
    response.redirect(303, `/p/session/${customer.id}`);
  });
  return router;
}

function emailIn(body: unknown): string {
  const email: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'email') : undefined;
  return typeof email === 'string' ? email : '';
}

function invoiceBody({ id, status, amountRemaining, currency }: SeenInvoice): string {
  const amount = new Intl.NumberFormat('en-GB', { style: 'currency', currency }).format(amountRemaining / 100);
  if (status !== 'open') return `<p>This invoice is ${escaped(status)}.</p>`;
  return `<p><strong>${escaped(amount)}</strong> to pay.</p>
<form method="post" action="/i/${escaped(id)}/pay"><button>Pay ${escaped(amount)} with a new card</button></form>`;
}

function portalBody(customerId: string, open: number): string {
  const owed = open === 0 ? 'Nothing is open.' : `${open === 1 ? 'One invoice is' : `${open} invoices are`} open.`;
  return `<p>${owed}</p><form method="post" action="/p/session/${escaped(customerId)}"><button>Save a new card</button></form>`;
}

const loginBody =
  '<form method="post" action="/p/login"><label>E-mail <input name="email" type="email" required></label> <button>Go on</button></form>';

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title>
<style>body{font:16px/1.5 system-ui;max-width:420px;margin:64px auto;padding:0 16px}button{font:inherit;padding:8px 16px}</style></head>
<body><h1>${escaped(title)}</h1>${body}</body></html>`;
}
