import type { Router } from 'express';
import type { z } from 'zod';
import type { AnyAction } from './action.ts';
import type { Door } from './door.ts';
import type { AnyResource } from './resource.ts';
import type { ApiServices } from './services.ts';
import type { Webhook } from './webhook.ts';

/** What one capability adds to the api, readable at a glance. */
export type ApiCapability = {
  readonly name: string;
  readonly resources: readonly AnyResource[];
  readonly actions: readonly AnyAction[];
  /** Addresses other systems post to all day: answered before anything else looks at the request; they authenticate by themselves. */
  readonly webhooks?: (services: ApiServices) => readonly Webhook[];
  /** Doors for machines (webhooks, ingestion): mounted under /api before sessions, CSRF and body parsing; they authenticate by themselves. */
  readonly intake?: ((services: ApiServices) => Router) | readonly Door[];
  /** Further routes for signed-in staff, mounted under /api behind session and CSRF; JSON bodies are parsed. */
  readonly routes?: (services: ApiServices) => Router;
  /** How its intake and further routes look from outside, for the documentation. */
  readonly doors?: readonly (Door | DoorNote)[];
};

/** One endpoint that is neither a resource nor an action. `path` is below /api. */
export type DoorNote = {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  readonly path: string;
  readonly summary: string;
  readonly description?: string;
  readonly auth: 'none' | 'session' | 'token';
  readonly request?: z.ZodType;
  readonly response?: z.ZodType;
  readonly status?: number;
};
