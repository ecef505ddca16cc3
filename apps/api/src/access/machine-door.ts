import type { TokenScope } from '@wedsync/domain/access';
import express from 'express';
import {
  contextFor,
  hangDoor,
  type ApiServices,
  type Door,
  type DoorDefinition,
  type RequestContext,
} from '../platform/index.ts';
import { authenticateService } from './authenticate-service.ts';

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
  const type = anyContentType === true ? { type: () => true } : {};
  return hangDoor<Path, Query, Body, Answer, RequestContext, ApiServices>(definition, {
    keys: [{ by: 'token', scope }],
    before: (services) => [
      authenticateService(services, scope),
      ...(maxBodyBytes === undefined ? [] : [express.json({ limit: maxBodyBytes, ...type })]),
    ],
    visitorOf: contextFor,
  });
}
