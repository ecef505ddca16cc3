import express, { Router } from 'express';
import { z } from 'zod';
import { faultsPatch } from './faults.ts';
import type { Faults } from './faults.ts';
import { doMoneyFault, moneyFaults } from './money-faults.ts';

type Accounts = Parameters<typeof doMoneyFault>[0];
const asked = z.strictObject({ fault: z.enum(moneyFaults) });

/**
 * `GET /faults` shows every switch, `PUT /faults` sets those given and answers with all. `POST /faults/money` makes one thing go wrong with money, now,
 * and answers with what.
 */
export function faultsRouter(faults: Faults, accounts: Accounts): Router {
  const router = Router();
  router.get('/faults', (request, response, next) => {
    // The same path is a page for people.
    if (request.accepts(['json', 'html']) === 'html') return next();
    response.json(faults.state);
  });
  router.put('/faults', express.json(), (request, response) => {
    const patch = faultsPatch.safeParse(request.body);
    if (!patch.success) return void response.status(400).json({ error: z.prettifyError(patch.error) });
    faults.apply(patch.data);
    response.json(faults.state);
  });
  router.post('/faults/money', express.json(), express.urlencoded({ extended: false }), (request, response) => {
    const wanted = asked.safeParse(request.body);
    if (!wanted.success) return void response.status(400).json({ error: z.prettifyError(wanted.error) });
    const harm = doMoneyFault(accounts, wanted.data.fault);
    if (request.accepts(['json', 'html']) === 'html') return response.redirect(303, '/faults');
    if (harm === null) return void response.status(409).json({ error: 'There is nothing to do it to yet.' });
    response.json({ fault: wanted.data.fault, ...harm });
  });
  return router;
}
