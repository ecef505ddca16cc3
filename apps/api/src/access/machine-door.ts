import type { TokenScope } from '@wedsync/domain/access';
import type { Permission } from '@wedsync/domain/platform';
import express, { type RequestHandler } from 'express';
import {
  contextFor,
  hangDoor,
  staffVisitor,
  type ApiServices,
  type Door,
  type DoorDefinition,
  type RequestContext,
} from '../platform/index.ts';
import { authenticateService, bearerOf } from './authenticate-service.ts';

type MachineDoor<Path extends string, Query, Body, Answer> = DoorDefinition<
  Path,
  Query,
  Body,
  Answer,
  RequestContext,
  ApiServices
> & {
  /** What the token has to be issued for. */
  readonly scope: TokenScope;
  /** Left out where nothing is sent; nothing is read before the token is known. */
  readonly maxBodyBytes?: number;
  /** Reads JSON by whatever name it is sent. */
  readonly anyContentType?: true;
};

/** A door for machines: a service token of the scope opens it, and neither session nor CSRF is asked for. */
export function defineMachineDoor<const Path extends string, Query = undefined, Body = undefined, Answer = unknown>({
  scope,
  maxBodyBytes,
  anyContentType,
  ...definition
}: MachineDoor<Path, Query, Body, Answer>): Door {
  return hangDoor<Path, Query, Body, Answer, RequestContext, ApiServices>(definition, {
    keys: [{ by: 'token', scope }],
    before: (services) => [authenticateService(services, scope), ...jsonUpTo(maxBodyBytes, anyContentType)],
    visitorOf: contextFor,
  });
}

/** One door with two entrances: the first for machines, the other for signed-in staff. */
export type TwoWayDoor = { readonly intake: Door; readonly staff: Door };

/** A door for machines with a token of the scope, and for staff with the permission. Whoever shows no token goes on to that of staff. */
export function defineTwoWayDoor<const Path extends string, Query = undefined, Body = undefined, Answer = unknown>({
  scope,
  permission,
  maxBodyBytes,
  ...definition
}: MachineDoor<Path, Query, Body, Answer> & { readonly permission: Permission }): TwoWayDoor {
  const keys = [
    { by: 'token', scope },
    { by: 'session', permission },
  ] as const;
  return {
    intake: hangDoor<Path, Query, Body, Answer, RequestContext, ApiServices>(definition, {
      keys,
      before: (services) => [onlyMachines, authenticateService(services, scope), ...jsonUpTo(maxBodyBytes)],
      visitorOf: contextFor,
    }),
    staff: hangDoor<Path, Query, Body, Answer, RequestContext, ApiServices>(definition, {
      keys,
      visitorOf: staffVisitor(permission),
    }),
  };
}

const onlyMachines: RequestHandler = (req, _res, next) => next(bearerOf(req) === null ? 'route' : undefined);

function jsonUpTo(maxBodyBytes: number | undefined, anyContentType?: true): RequestHandler[] {
  if (maxBodyBytes === undefined) return [];
  return [express.json({ limit: maxBodyBytes, ...(anyContentType === true ? { type: () => true } : {}) })];
}
