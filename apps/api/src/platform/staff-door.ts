import type { Permission } from '@wedsync/domain/platform';
import type { Request } from 'express';
import { contextFor, permitted } from './context.ts';
import { hangDoor, type Door, type DoorDefinition } from './door.ts';
import type { ApiServices, RequestContext } from './services.ts';

type StaffDoor<Path extends string, Query, Body, Answer> = DoorDefinition<
  Path,
  Query,
  Body,
  Answer,
  RequestContext,
  ApiServices
> & {
  /** Null: whoever is signed in. */
  readonly permission: Permission | null;
  /** What those read who may not, where the name of the permission would not tell them. */
  readonly refusal?: string;
};

/** A door for signed-in staff, behind session and CSRF. */
export function defineDoor<const Path extends string, Query = undefined, Body = undefined, Answer = unknown>({
  permission,
  refusal,
  ...definition
}: StaffDoor<Path, Query, Body, Answer>): Door {
  return hangDoor<Path, Query, Body, Answer, RequestContext, ApiServices>(definition, {
    keys: [{ by: 'session', permission }],
    visitorOf: staffVisitor(permission, refusal),
  });
}

/** Knows whoever is signed in and holds the permission. */
export function staffVisitor(permission: Permission | null, refusal?: string) {
  return (services: ApiServices) => {
    const contextOf = contextFor(services);
    return (req: Request): RequestContext =>
      permission === null ? contextOf(req) : permitted(contextOf(req), permission, refusal);
  };
}
