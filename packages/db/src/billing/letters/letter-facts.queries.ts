import { calendarDate } from '@wedsync/domain/platform';
import type { Reader } from '../../platform/index.ts';

type Facts = Readonly<Record<string, unknown>>;

/** What a receipt says of a paid invoice; null when nothing was paid in money. */
export async function receiptFacts({ sql }: Reader, invoiceId: string): Promise<Facts | null> {
  const found: {
    rows: (Facts & { readonly paidAt: Date; readonly amountPaidMinor: number; timeZone: string | null })[];
  } = await sql.raw(
    `select i.amount_paid_minor as "amountPaidMinor", i.tax_minor as "taxMinor", i.currency, i.number as "invoiceNumber", i.paid_at as "paidAt", i.hosted_url as "invoiceUrl",
         s.time_zone as "timeZone",
         coalesce((select jsonb_agg(jsonb_build_object('description', coalesce(l.description, 'Subscription'), 'amountMinor', l.amount_minor - l.discount_minor) order by l.id)
           from (select * from invoice_lines where invoice_id = i.id order by id limit 20) l), '[]') as lines
       from invoices i left join suppliers s on s.id = i.supplier_id where i.id = ? and i.status = 'paid' and i.amount_paid_minor > 0 and i.paid_at is not null`,
    [invoiceId],
  );
  const row = found.rows[0];
  if (row === undefined) return null;
  const { paidAt, timeZone, ...facts } = row;
  return { ...facts, paidOn: calendarDate(paidAt, timeZone ?? undefined) };
}

export async function latestPaidInvoice({ sql }: Reader, supplierId: string): Promise<string | null> {
  const row: { id: string } | undefined = await sql('invoices')
    .where({ supplier_id: supplierId, status: 'paid' })
    .where('amount_paid_minor', '>', 0)
    .orderBy('paid_at', 'desc')
    .first('id');
  return row?.id ?? null;
}

/** What is asked of the owner of a card that expires. */
export async function cardFacts({ sql }: Reader, paymentMethodId: string): Promise<Facts | null> {
  const row: Facts | undefined = await sql('payment_methods')
    .where({ id: paymentMethodId, type: 'card' })
    .whereNotNull('last4')
    .whereNotNull('exp_month')
    .whereRaw(`make_date(exp_year, exp_month, 1) + interval '1 month' <= now() + interval '30 days'`)
    .first({ brand: 'brand', last4: 'last4', expMonth: 'exp_month', expYear: 'exp_year' });
  return row ?? null;
}

/** The card that pays the supplier's subscription, the provider's order of preference. */
const payingCard = `coalesce(u.default_payment_method_id, k.default_payment_method_id)`;

export async function payingCardOf({ sql }: Reader, supplierId: string): Promise<string | null> {
  const found: { rows: { id: string | null }[] } = await sql.raw(
    `select ${payingCard} as id from subscriptions u join customers k on k.id = u.customer_id
      where u.supplier_id = ? and u.status in ('trialing', 'active', 'past_due') order by u.created_at desc limit 1`,
    [supplierId],
  );
  return found.rows[0]?.id ?? null;
}

/** A card that is renewed and expires again years later is another occasion. */
export type ExpiringCard = { readonly id: string; readonly supplierId: string; readonly occasion: string };

/** Cards that pay for something and stop doing so within the days; the month on the card is its last. */
export async function expiringCards({ sql }: Reader, now: Date, days: number, after: string): Promise<ExpiringCard[]> {
  const found: { rows: ExpiringCard[] } = await sql.raw(
    `select distinct on (p.id) p.id, p.supplier_id as "supplierId", p.exp_year || '-' || p.exp_month as occasion
     from payment_methods p join customers k on k.id = p.customer_id join subscriptions u on u.customer_id = k.id
     where p.deleted_at is null and p.type = 'card' and p.supplier_id is not null and p.id > :after and ${payingCard} = p.id
       and u.status in ('trialing', 'active', 'past_due') and u.pause_behavior is null and not u.cancel_at_period_end
       and make_date(p.exp_year, p.exp_month, 1) + interval '1 month' > :now::timestamptz
       and make_date(p.exp_year, p.exp_month, 1) + interval '1 month' <= :now::timestamptz + :days * interval '1 day'
     order by p.id limit 200`,
    { now, days, after },
  );
  return found.rows;
}

/** What a trial costs when it ends. */
export async function trialFacts({ sql }: Reader, subscriptionId: string): Promise<Facts | null> {
  const found: { rows: (Facts & { readonly trialEnd: Date; readonly timeZone: string | null })[] } = await sql.raw(
    `select u.trial_end as "trialEnd", s.time_zone as "timeZone", coalesce(v.name, initcap(u.plan_code), 'Your plan') as "planName",
       i.price as "priceMinor", u.currency, coalesce(u.billing_interval, 'month') as interval, ${payingCard} is not null as "hasPaymentMethod"
     from subscriptions u join customers k on k.id = u.customer_id left join suppliers s on s.id = u.supplier_id
     left join plans p on p.code = u.plan_code left join plan_versions v on v.plan_code = p.code and v.number = p.current_version
     left join lateral (select coalesce(sum(unit_amount_minor * quantity), 0)::bigint as price from subscription_items where subscription_id = u.id and deleted_at is null) i on true
     where u.id = ? and u.status = 'trialing' and u.trial_end is not null`,
    [subscriptionId],
  );
  const row = found.rows[0];
  if (row === undefined) return null;
  const { trialEnd, timeZone, ...facts } = row;
  return { ...facts, trialEndsOn: calendarDate(trialEnd, timeZone ?? undefined) };
}

export async function latestSubscription({ sql }: Reader, supplierId: string): Promise<string | null> {
  const row: { id: string } | undefined = await sql('subscriptions')
    .where({ supplier_id: supplierId })
    .orderByRaw(`status = 'trialing' desc, created_at desc`)
    .first('id');
  return row?.id ?? null;
}

export type EndingTrial = { readonly id: string; readonly supplierId: string };

export async function endingTrials({ sql }: Reader, now: Date, days: number, after: string): Promise<EndingTrial[]> {
  const found: { rows: EndingTrial[] } = await sql.raw(
    `select id, supplier_id as "supplierId" from subscriptions where status = 'trialing' and supplier_id is not null and id > :after
       and not cancel_at_period_end and trial_end > :now and trial_end <= :now::timestamptz + :days * interval '1 day' order by id limit 200`,
    { now, days, after },
  );
  return found.rows;
}

/** What a new supplier is welcomed to. */
export async function welcomeFacts({ sql }: Reader, subscriptionId: string): Promise<Facts | null> {
  const found: { rows: { planName: string; trialEnd: Date | null; timeZone: string | null }[] } = await sql.raw(
    `select coalesce(v.name, initcap(u.plan_code), 'WedSync') as "planName", u.trial_end as "trialEnd", s.time_zone as "timeZone"
     from subscriptions u left join suppliers s on s.id = u.supplier_id left join plans p on p.code = u.plan_code
     left join plan_versions v on v.plan_code = p.code and v.number = p.current_version where u.id = ?`,
    [subscriptionId],
  );
  const row = found.rows[0];
  if (row === undefined) return null;
  const { planName, trialEnd, timeZone } = row;
  return { planName, trialEndsOn: trialEnd === null ? null : calendarDate(trialEnd, timeZone ?? undefined) };
}

/** The latest refund that arrived. */
export async function latestRefund({ sql }: Reader, supplierId: string): Promise<string | null> {
  const row: { id: string } | undefined = await sql('refunds')
    .where({ supplier_id: supplierId, status: 'succeeded' })
    .orderBy('created_at', 'desc')
    .first('id');
  return row?.id ?? null;
}

export async function refundFacts({ sql }: Reader, refundId: string): Promise<Facts | null> {
  const row: Facts | undefined = await sql('refunds')
    .where({ id: refundId })
    .first({ amountMinor: 'amount_minor', currency: 'currency' });
  return row ?? null;
}

/** The latest credit that the refund desk gave. */
export async function latestCredit({ sql }: Reader, supplierId: string): Promise<string | null> {
  const row: { id: string } | undefined = await sql('refund_requests')
    .where({ supplier_id: supplierId, state: 'succeeded' })
    .whereIn('outcome', ['balance', 'goodwill_month'])
    .orderBy('created_at', 'desc')
    .first('id');
  return row?.id ?? null;
}

export async function creditFacts({ sql }: Reader, requestId: string): Promise<Facts | null> {
  const row: Facts | undefined = await sql('refund_requests')
    .where({ id: requestId })
    .first({ outcome: 'outcome', amountMinor: 'amount_minor', currency: 'currency' });
  return row ?? null;
}

export async function latestOffer({ sql }: Reader, supplierId: string): Promise<string | null> {
  const row: { id: string } | undefined = await sql('subscription_requests')
    .where({ supplier_id: supplierId, kind: 'win_back', state: 'succeeded' })
    .orderBy('created_at', 'desc')
    .first('id');
  return row?.id ?? null;
}

/** What was offered; the last day is the supplier's own. */
export async function offerFacts({ sql }: Reader, requestId: string): Promise<Facts | null> {
  const found: { rows: Facts[] } = await sql.raw(
    `select r.params ->> 'message' as message, r.provider_reference as code, (r.params ->> 'percentOff')::int as "percentOff", (r.params ->> 'months')::int as months,
       to_char(((r.params ->> 'validUntil')::timestamptz - interval '1 second') at time zone s.time_zone, 'YYYY-MM-DD') as "validUntil"
     from subscription_requests r join suppliers s on s.id = r.supplier_id where r.id = ? and r.kind = 'win_back' and r.provider_reference is not null`,
    [requestId],
  );
  return found.rows[0] ?? null;
}

/** When the subscription began. */
export async function beganAt({ sql }: Reader, subscriptionId: string): Promise<Date | null> {
  const row: { at: Date } | undefined = await sql('subscriptions')
    .where({ id: subscriptionId })
    .first({ at: 'created_at' });
  return row?.at ?? null;
}

/** When the invoice was paid. */
export async function paidAt({ sql }: Reader, invoiceId: string): Promise<Date | null> {
  const row: { at: Date | null } | undefined = await sql('invoices').where({ id: invoiceId }).first({ at: 'paid_at' });
  return row?.at ?? null;
}
