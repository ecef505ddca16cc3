import { usesOf, type FindUses } from '@wedsync/db/platform';
import { agreedWords, useSchema, type Permission, type Use } from '@wedsync/domain/platform';
import { Router } from 'express';
import { z } from 'zod';
import type { Assessment } from './action.ts';
import type { DoorNote } from './capability.ts';
import { contextFor, permitted } from './context.ts';
import type { ApiServices } from './services.ts';

/** Who has to agree to a change of a record on which something stands that two people agreed to; null when nothing does. */
export function approvalOfUses(uses: readonly Use[]): Assessment['approval'] {
  const [first] = uses.flatMap(({ agreedBy }) => agreedBy ?? []);
  return first === undefined ? null : { permission: first, why: `Used by the ${agreedWords(uses)}.` };
}

/** `GET /api/<resource>/:id/uses`: what stands on a record. */
export function useRoutes(services: ApiServices, resource: string, finders: readonly FindUses[]): Router {
  const contextOf = contextFor(services);
  const permission: Permission = `${resource}:show`;
  const router = Router();
  router.get(`/${resource}/:id/uses`, async (req, res) => {
    const { store, actor } = permitted(contextOf(req), permission);
    res.json(await store.read(actor, (reader) => usesOf(reader, finders, req.params.id)));
  });
  return router;
}

/** How such a route looks from outside. */
export function useDoor(resource: string): DoorNote {
  return {
    method: 'get',
    path: `/${resource}/{id}/uses`,
    summary: 'What stands on it, and who has to agree when it changes',
    auth: 'session',
    response: z.array(useSchema),
  };
}
