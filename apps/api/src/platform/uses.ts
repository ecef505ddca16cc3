import { usesOf, type FindUses } from '@wedsync/db/platform';
import { agreedWords, useSchema, type Use } from '@wedsync/domain/platform';
import { z } from 'zod';
import type { Assessment } from './action.ts';
import type { Door } from './door.ts';
import { defineDoor } from './staff-door.ts';

/** Who has to agree to a change of a record on which something stands that two people agreed to; null when nothing does. */
export function approvalOfUses(uses: readonly Use[]): Assessment['approval'] {
  const [first] = uses.flatMap(({ agreedBy }) => agreedBy ?? []);
  return first === undefined ? null : { permission: first, why: `Used by the ${agreedWords(uses)}.` };
}

/** What stands on a record. */
export function useDoor(resource: string, finders: readonly FindUses[]): Door {
  return defineDoor({
    method: 'get',
    path: `/${resource}/{id}/uses`,
    summary: 'What stands on it, and who has to agree when it changes',
    permission: `${resource}:show`,
    response: z.array(useSchema),
    answer: ({ store, actor, params }) => store.read(actor, (reader) => usesOf(reader, finders, params.id)),
  });
}
