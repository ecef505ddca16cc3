import type { Knex } from 'knex';

/** Use, payments and cohorts for suppliers that are there: about forty daily counts, milestones, a customer and three invoices each. */
export async function fillUseAndMoney(owner: Knex, today: string): Promise<void> {
  await owner.raw(`set statement_timeout = 0`);
  await owner.raw(use, { today });
  await owner.raw(milestones, { today });
  await owner.raw(customers);
  await owner.raw(invoices, { today });
  for (const table of ['usage_daily', 'supplier_milestones', 'customers', 'invoices'])
    await owner.raw(`vacuum (analyze) ${table}`);
}

/** What an ordinary day adds: two in five sign in, one in ten sends something. */
export async function useOfDay(owner: Knex, day: string): Promise<void> {
  await owner.raw(
    `insert into usage_daily (supplier_id, name, day, count, last_at)
     select s.id, k.name, :day::date, 1, :day::date + interval '9 hours' from suppliers s cross join (values ('login', 40), ('form.submitted', 10)) k (name, share)
      where abs(hashint8(s.row_no) # hashtext(:day || k.name)) % 100 < k.share on conflict do nothing`,
    { day },
  );
}

/** hashint4 scatters, the same in every run. The last 90 days, the same weeks of last year, and of more than half the suppliers a day before them. */
const use = `
insert into usage_daily (supplier_id, name, day, feature, count, amount_sum, amount_count, last_at)
select s.id, k.name, d.day, case when k.name in ('feature.used', 'milestone.reached') then k.name || k.n else '' end, 1 + (h.salt % 3), case when k.name in ('enquiry.answered', 'nps.answered') then h.salt % 10 else 0 end,
  case when k.name in ('enquiry.answered', 'nps.answered') then 1 else 0 end, d.day + interval '10 hours'
from suppliers s
cross join (values ('login', 14, 90), ('enquiry.received', 5, 90), ('enquiry.answered', 4, 90), ('form.submitted', 2, 90), ('contract.sent', 2, 90), ('contract.signed', 1, 90),
  ('invoice.sent', 2, 90), ('feature.used', 4, 90), ('milestone.reached', 3, 300), ('nps.answered', 1, 200), ('support.ticket_opened', 1, 150), ('login', 1, 900), ('login', 3, 464), ('form.submitted', 1, 464)) kinds (name, times, back)
cross join lateral generate_series(1, kinds.times) as k2 (n)
cross join lateral (select kinds.name, k2.n) k
cross join lateral (select abs(hashint4(hashint8(s.row_no) # hashint4(k2.n * 7919 + kinds.back) # hashtext(kinds.name))) as salt) h
cross join lateral (select :today::date - (case when kinds.back = 464 then 364 + h.salt % 28 else h.salt % kinds.back end) as day) d
on conflict do nothing`;

/** Four in five suppliers have reached each of what is asked of every type, on the day they should. */
const milestones = `
insert into supplier_milestones (supplier_id, milestone_id, reached_at, found_at)
select s.id, m.id, at, at from suppliers s join milestones m on m.vendor_types = '{}' and not m.optional
cross join lateral (select s.signed_up_at + m.target_days * interval '1 day' as at) r
where at < :today::timestamptz and abs(hashint8(s.row_no) # hashtext(m.id)) % 5 > 0`;

const customers = `
insert into customers (id, provider, created_at, as_of, raw, mirrored_at, supplier_id, balance_minor, delinquent)
select 'cus_' || s.row_no, 'stripe', s.signed_up_at, s.signed_up_at, '{}', now(), s.id, 0, false from suppliers s where s.signed_up_at < now()`;

const invoices = `
insert into invoices (id, provider, created_at, as_of, raw, mirrored_at, customer_id, supplier_id, status, currency, subtotal_minor, discount_minor, tax_minor, total_minor,
  amount_due_minor, amount_paid_minor, amount_remaining_minor, paid_off_provider_minor, overpaid_minor, starting_balance_minor, pre_payment_credit_minor, post_payment_credit_minor, attempt_count, next_attempt_at, finalized_at, paid_at)
select 'in_' || s.row_no || '_' || n, 'stripe', at, at, '{}', now(), 'cus_' || s.row_no, s.id, case when late then 'open' else 'paid' end, 'GBP', 4900, 0, 980, 5880, 5880, case when late then 0 else 5880 end,
  case when late then 5880 else 0 end, 0, 0, 0, 0, 0, 1, case when late then at + interval '3 days' end, at, case when late then null else at end
from suppliers s cross join generate_series(1, 3) n cross join lateral (select :today::timestamptz - n * interval '30 days' + interval '20 days' as at, n = 1 and abs(hashint8(s.row_no)) % 25 = 0 as late) i`;
