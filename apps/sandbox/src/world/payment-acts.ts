import type { ActOf } from './acts.ts';
import { DAY_SECONDS } from './calendar.ts';
import { luck, post } from './context.ts';
import type { WorldContext } from './context.ts';
import { parameters } from './parameters.ts';
import type { CountryParameters } from './market.ts';
import { between, chance, integer, pick, pickWeighted } from './random.ts';
import type { Random } from './random.ts';
import { borrowedCard } from './referrals.ts';
import { isAlive, subscriptionOf } from './subscription.ts';
import type { SupplierProfile, SupplierState } from './supplier.ts';

/** Gives the supplier a new payment method and makes it the one that is charged. */
export function addMethod(context: WorldContext, state: SupplierState): void {
  const profile = context.profile(state.number);
  const own = methodParams(luck(context, 'card', state.number), profile);
  const borrowed = borrowedCard(context, state);
  const method = post(context, '/v1/payment_methods', withNumber(own, borrowed));
  post(context, `/v1/payment_methods/${method.id}/attach`, { customer: state.customerId });
  post(context, `/v1/customers/${state.customerId}`, { invoice_settings: { default_payment_method: method.id } });
  state.paymentMethodId = method.id;
  if (own.card !== undefined) (state.cards ??= []).push(borrowed ?? own.card.number);
  if (isAlive(subscriptionOf(context, state))) {
    post(context, `/v1/subscriptions/${state.subscriptionId}`, { default_payment_method: method.id });
  }
}

/** The bank declines from now on: soft declines end after some days, hard ones only with a new card. */
export function cardGoesBad(context: WorldContext, { supplier, paymentMethod }: ActOf<'card-goes-bad'>): void {
  const state = context.state(supplier);
  if (!state || state.paymentMethodId !== paymentMethod || context.profile(supplier).paysByBacs) return;
  const random = luck(context, 'decline', supplier);
  const { declines, softDeclineDays, softDeclineStuckShare } = parameters.payments;
  const decline = pickWeighted(random, declines);
  const recovers = decline.kind === 'soft' && !chance(random, softDeclineStuckShare);
  const [soonest, latest] = softDeclineDays;
  const untilEpoch = Math.round(context.now() + between(random, soonest, latest) * DAY_SECONDS);
  context.engine.outside.setCardBehaviour(paymentMethod, {
    // A bank that asks for authentication pays once the cardholder is there, so it is no decline of its own.
    ...(decline.code === 'authentication_required' ? { requiresAction: true } : { declineCode: decline.code }),
    ...(recovers ? { untilEpoch } : {}),
  });
  if (!recovers) planReplacement(context, supplier, random);
}

/** A new card, and the open invoices are paid with it. */
export function replaceCard(context: WorldContext, { supplier }: ActOf<'replaces-card'>): void {
  const state = context.state(supplier);
  if (!state || !isAlive(subscriptionOf(context, state))) return;
  addMethod(context, state);
  for (const invoice of openInvoices(context, state.customerId)) {
    post(context, `/v1/invoices/${invoice}/pay`, { payment_method: state.paymentMethodId });
  }
}

function planReplacement(context: WorldContext, supplier: number, random: Random): void {
  const { cardReplacedShare, cardReplacedDays } = parameters.payments;
  const [soonest, latest] = cardReplacedDays;
  const at = Math.round(context.now() + between(random, soonest, latest) * DAY_SECONDS);
  if (chance(random, cardReplacedShare)) context.agenda.plan(at, { kind: 'replaces-card', supplier });
}

type Method = { readonly type: string; readonly card?: { readonly number: string } } & Readonly<
  Record<string, unknown>
>;

function openInvoices(context: WorldContext, customer: string): string[] {
  const page = context.engine.reply({
    method: 'GET',
    path: '/v1/invoices',
    params: { customer, status: 'open', limit: 10 },
  });
  return 'data' in page && Array.isArray(page.data) ? page.data.map((invoice: { id: string }) => invoice.id) : [];
}

function methodParams(random: Random, profile: SupplierProfile): Method {
  const billing_details = { name: profile.contacts[0]?.name, email: profile.contacts[0]?.email };
  if (profile.paysByBacs) {
    return { type: 'bacs_debit', bacs_debit: { sort_code: '108800', account_number: '00012345' }, billing_details };
  }
  return { type: 'card', card: { number: cardNumber(random, profile) }, billing_details };
}

/** The same card by another number, for whoever passes off somebody else's. */
function withNumber(method: Method, number: string | null): Record<string, unknown> {
  return number === null || method.card === undefined ? { ...method } : { ...method, card: { number } };
}

/** How the numbers of each country's cards begin; US cards are foreign everywhere but at home. */
const numberStarts: Readonly<Record<CountryParameters['code'], string>> = {
  GB: '400000826',
  IE: '400000372',
  FR: '400000250',
  US: '400000840',
  AU: '400000036',
};
const foreignStarts = ['400000840', '400000250', '555555000'];

/** A number of one's own, so that what is counted by card counts one person's card. */
function cardNumber(random: Random, profile: SupplierProfile): string {
  const start = profile.foreignCard ? pick(random, foreignStarts) : numberStarts[profile.country.code];
  return `${start}${String(integer(random, 0, 9_999_999)).padStart(7, '0')}`;
}
