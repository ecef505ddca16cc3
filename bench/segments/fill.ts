import type { Knex } from 'knex';
import { today } from './cases.ts';

/** What suppliers did on days of the last seven weeks: sign-ins, and three kinds that no rule here asks about but that lie beside them. */
export async function fillUse(owner: Knex): Promise<void> {
  await owner.raw('set statement_timeout = 0');
  await owner.raw(
    `insert into usage_daily (supplier_id, name, day, count, last_at)
     select s.id, k.name, d.day, 1 + h.salt % 2, d.day + interval '9 hours' from suppliers s
     cross join (values ('login', 6), ('enquiry.received', 3), ('form.submitted', 2), ('feature.used', 2)) k (name, times) cross join lateral generate_series(1, k.times) n
     cross join lateral (select abs(hashint4(hashint8(s.row_no) # hashint4(n * 7919) # hashtext(k.name))) as salt) h
     cross join lateral (select date '${today}' - (h.salt / 7 % 49) as day) d
     where h.salt % 100 < 20 + abs(hashint8(s.row_no + 7)) % 80 on conflict do nothing`,
  );
  await owner.raw('vacuum (analyze) usage_daily');
}

/** A night: of one supplier in fifty, health, risk, MRR and the last visit are others. @returns how many */
export async function passANight(owner: Knex): Promise<number> {
  const { rowCount }: { rowCount: number } = await owner.raw(
    `update suppliers set health_score = abs(hashint8(row_no + 99)) % 101, mrr_minor = mrr_minor + (abs(hashint8(row_no + 5)) % 3 - 1) * 2000,
       last_seen_at = timestamptz '${today} 09:00Z', lifecycle = case when lifecycle = 'active' then 'past_due' else 'active' end
     where abs(hashint8(row_no + 3)) % 50 = 0`,
  );
  await owner.raw('vacuum (analyze) suppliers');
  return rowCount;
}
