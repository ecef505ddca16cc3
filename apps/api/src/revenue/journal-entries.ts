import { accountBalances, findJournalEntry, listJournalEntries } from '@wedsync/db/revenue';
import { Forbidden, mayDo } from '@wedsync/domain/platform';
import { journalEntryFilterSchema, journalEntrySchema } from '@wedsync/domain/revenue';
import { Router } from 'express';
import { contextFor, defineResource, type ApiServices } from '../platform/index.ts';

/** The journal, to read: nobody edits it, corrections are entries of their own. */
export const journalEntries = defineResource({
  name: 'journal-entries',
  description: 'Balanced debits and credits, one entry a source',
  row: journalEntrySchema,
  filter: journalEntryFilterSchema,
  list: listJournalEntries,
  show: findJournalEntry,
});

/** `GET /api/account-balances`: what each account holds per currency. */
export function accountBalanceRoutes(services: ApiServices): Router {
  const contextOf = contextFor(services);
  const router = Router();
  router.get('/account-balances', async (req, res) => {
    const { store, actor, principal } = contextOf(req);
    if (!mayDo(principal, 'journal-entries:list'))
      throw Forbidden({ why: 'Your role does not include journal-entries:list.' });
    res.json(await store.read(actor, accountBalances));
  });
  return router;
}
