import type { RequestHandler } from 'express';
import { hangDoor, type Door, type DoorDefinition } from '../platform/index.ts';
import type { SessionTools } from './session-tools.ts';

type Visitor = { readonly tools: SessionTools };
type SessionDoor<Path extends string, Query, Body, Answer> = DoorDefinition<
  Path,
  Query,
  Body,
  Answer,
  Visitor,
  SessionTools
>;

const visitorOf = (tools: SessionTools) => () => ({ tools });

/** A way in: open to people who are not signed in yet. */
export function defineWayIn<const Path extends string, Query = undefined, Body = undefined, Answer = unknown>({
  before,
  ...definition
}: SessionDoor<Path, Query, Body, Answer> & { readonly before?: RequestHandler }): Door<SessionTools> {
  return hangDoor<Path, Query, Body, Answer, Visitor, SessionTools>(definition, {
    keys: [],
    before: () => (before === undefined ? [] : [before]),
    visitorOf,
  });
}

/** What somebody signed in does about their own account; behind CSRF. */
export function defineAccountDoor<const Path extends string, Query = undefined, Body = undefined, Answer = unknown>(
  definition: SessionDoor<Path, Query, Body, Answer>,
): Door<SessionTools> {
  return hangDoor<Path, Query, Body, Answer, Visitor, SessionTools>(definition, {
    keys: [{ by: 'session', permission: null }],
    visitorOf,
  });
}
