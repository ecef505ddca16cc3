import { accountBalances, findJournalEntry, listJournalEntries } from '@wedsync/db/revenue';
import { accountBalanceSchema, journalEntryFilterSchema, journalEntrySchema } from '@wedsync/domain/revenue';
import { z } from 'zod';
import { defineDoor, defineResource } from '../platform/index.ts';

/** The journal, to read: nobody edits it, corrections are entries of their own. */
export const journalEntries = defineResource({
  name: 'journal-entries',
  description: 'Balanced debits and credits, one entry a source',
  row: journalEntrySchema,
  filter: journalEntryFilterSchema,
  list: listJournalEntries,
  show: findJournalEntry,
});

export const accountBalancesDoor = defineDoor({
  method: 'get',
  path: '/account-balances',
  summary: 'What each account holds, per currency',
  permission: 'journal-entries:list',
  response: z.array(accountBalanceSchema),
  answer: ({ store, actor }) => store.read(actor, accountBalances),
});
