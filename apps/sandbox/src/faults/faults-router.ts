import express, { Router } from 'express';
import { z } from 'zod';
import { faultsPatch } from './faults.ts';
import type { Faults } from './faults.ts';

/** `GET /faults` shows every switch, `PUT /faults` sets those given and answers with all. */
export function faultsRouter(faults: Faults): Router {
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
  return router;
}
