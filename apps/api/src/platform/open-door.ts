import express from 'express';
import { hangDoor, type Door, type DoorDefinition } from './door.ts';
import type { ApiServices } from './services.ts';

type OpenDoor<Path extends string, Query, Body, Answer> = DoorDefinition<
  Path,
  Query,
  Body,
  Answer,
  ApiServices,
  ApiServices
> & {
  /** Takes form posts of this size. */
  readonly maxFormBytes?: number;
};

/** A door open to everybody, before session and CSRF: what comes in proves by itself whose it is. */
export function defineOpenDoor<const Path extends string, Query = undefined, Body = undefined, Answer = unknown>({
  maxFormBytes,
  ...definition
}: OpenDoor<Path, Query, Body, Answer>): Door {
  return hangDoor<Path, Query, Body, Answer, ApiServices, ApiServices>(definition, {
    keys: [],
    before: () => (maxFormBytes === undefined ? [] : [express.urlencoded({ extended: false, limit: maxFormBytes })]),
    visitorOf: (services) => () => services,
  });
}
