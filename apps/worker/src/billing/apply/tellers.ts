import type { MirrorNoun } from '@wedsync/domain/billing';
import { tellOfCharge } from '../stripe/charge.ts';
import { tellOfCreditNote } from '../stripe/credit-note.ts';
import { tellOfDispute } from '../stripe/dispute.ts';
import { tellOfInvoice } from '../stripe/invoice.ts';
import { tellOfPayout } from '../stripe/payout.ts';
import { tellOfRefund } from '../stripe/refund.ts';
import { tellOfSubscription } from '../stripe/subscription.ts';
import type { Fact } from './fact.ts';
import type { Teller } from './handler.ts';
import type { Sheet } from './sheet.ts';

/** What the rows written on the sheet tell, compared with what they were; one line per noun that has something to tell. */
export function tellOfChanges(sheet: Sheet): Fact[] {
  return [
    ...told(sheet, 'subscriptions', tellOfSubscription),
    ...told(sheet, 'invoices', tellOfInvoice),
    ...told(sheet, 'charges', tellOfCharge),
    ...told(sheet, 'refunds', tellOfRefund),
    ...told(sheet, 'disputes', tellOfDispute),
    ...told(sheet, 'creditNotes', tellOfCreditNote),
    ...told(sheet, 'payouts', tellOfPayout),
  ];
}

function told<Noun extends MirrorNoun>(sheet: Sheet, noun: Noun, teller: Teller<Noun>): Fact[] {
  return [...sheet.written[noun].values()].flatMap(({ row }) =>
    teller(sheet.before(noun, row.id), row).map((fact) => ({ ...fact, provider: row.provider })),
  );
}
