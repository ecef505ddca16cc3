import type { RequestHandler } from 'express';
import { hangDoor, type Door, type DoorDefinition } from '../platform/index.ts';
import type { SignInRouteTools } from './sign-in-routes.ts';

type Visitor = { readonly tools: SignInRouteTools };
type SessionDoor<Path extends string, Query, Body, Answer> = DoorDefinition<
  Path,
  Query,
  Body,
  Answer,
  Visitor,
  SignInRouteTools
>;

const visitorOf = (tools: SignInRouteTools) => () => ({ tools });

/** A way in: open to people who are not signed in yet. */
export function defineWayIn<const Path extends string, Query = undefined, Body = undefined, Answer = unknown>({
  before,
  ...definition
}: SessionDoor<Path, Query, Body, Answer> & { readonly before?: RequestHandler }): Door<SignInRouteTools> {
  return hangDoor<Path, Query, Body, Answer, Visitor, SignInRouteTools>(definition, {
    keys: [],
    before: () => (before === undefined ? [] : [before]),
    visitorOf,
  });
}

/** What somebody signed in does about their own account; behind CSRF. */
export function defineAccountDoor<const Path extends string, Query = undefined, Body = undefined, Answer = unknown>(
  definition: SessionDoor<Path, Query, Body, Answer>,
): Door<SignInRouteTools> {
  return hangDoor<Path, Query, Body, Answer, Visitor, SignInRouteTools>(definition, {
    keys: [{ by: 'session', permission: null }],
    visitorOf,
  });
}
