import type { AnyAction } from './action.ts';
import type { Door, Sign } from './door.ts';
import type { AnyResource } from './resource.ts';
import type { Webhook } from './webhook.ts';

/** What one capability adds to the api, readable at a glance. */
export type ApiCapability = {
  readonly name: string;
  readonly resources: readonly AnyResource[];
  readonly actions: readonly AnyAction[];
  /** Addresses other systems post to all day: answered before anything else looks at the request; they authenticate by themselves. */
  readonly webhooks?: readonly Webhook[];
  /** Doors for machines and strangers: served before sessions, CSRF and body parsing; they authenticate by themselves. */
  readonly intake?: readonly Door[];
  /** Doors for signed-in staff, behind session and CSRF; JSON bodies are parsed. */
  readonly doors?: readonly Door[];
  /** Of doors that are served elsewhere, with sessions or for all actions. */
  readonly signs?: readonly Sign[];
};
