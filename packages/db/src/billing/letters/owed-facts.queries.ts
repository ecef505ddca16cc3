import { classPlans, type DeclineClass, type DunningStage } from '@wedsync/domain/billing';
import { calendarDate } from '@wedsync/domain/platform';
import type { Reader } from '../../platform/index.ts';

type Row = {
  readonly supplierId: string | null;
  readonly timeZone: string | null;
  readonly declineClass: DeclineClass;
  readonly amountDueMinor: number;
  readonly currency: string;
  readonly invoiceNumber: string | null;
  readonly invoiceUrl: string | null;
  readonly cardLast4: string | null;
  readonly steps: readonly { readonly stage: DunningStage; readonly actsAt: string }[];
};

const consequenceOf: Readonly<Partial<Record<DunningStage, 'read_only' | 'suspended' | 'cancelled'>>> = {
  restrict: 'read_only',
  suspend: 'suspended',
  cancel: 'cancelled',
};

/** What a letter about a case says; null when suppliers are not written to about its class. */
export async function owedFacts({ sql }: Reader, caseId: string): Promise<Readonly<Record<string, unknown>> | null> {
  const found: { rows: Row[] } = await sql.raw(
    `select d.supplier_id as "supplierId", s.time_zone as "timeZone", d.decline_class as "declineClass", d.amount_minor as "amountDueMinor", d.currency,
       i.number as "invoiceNumber", i.hosted_url as "invoiceUrl", d.card_last4 as "cardLast4",
       coalesce((select jsonb_agg(jsonb_build_object('stage', n.stage, 'actsAt', n.acts_at) order by n.acts_at) from dunning_steps n
         where n.case_id = d.id and n.state = 'planned'), '[]') as steps
     from dunning_cases d left join invoices i on i.id = d.invoice_id left join suppliers s on s.id = d.supplier_id where d.id = ?`,
    [caseId],
  );
  const row = found.rows[0];
  if (row === undefined) return null;
  const { steps, declineClass, timeZone, supplierId: _whose, ...figures } = row;
  const { words } = classPlans[declineClass];
  return words === null ? null : { ...figures, ...words, next: nextOf(steps, timeZone) };
}

/** The first thing to come that the supplier would feel. */
function nextOf(steps: Row['steps'], timeZone: string | null) {
  for (const { stage, actsAt } of steps) {
    const what = consequenceOf[stage];
    if (what !== undefined) return { what, on: calendarDate(new Date(actsAt), timeZone ?? undefined) };
  }
  return null;
}

/** The case a letter to the supplier would be about: the open one, else the latest. */
export async function latestCaseOf({ sql }: Reader, supplierId: string): Promise<string | null> {
  const row: { id: string } | undefined = await sql('dunning_cases')
    .where({ supplier_id: supplierId })
    .orderByRaw(`state = 'open' desc, opened_at desc`)
    .first('id');
  return row?.id ?? null;
}
