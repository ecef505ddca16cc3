import type { Store } from '@wedsync/db/platform';
import type { Actor, Clock, Principal, Uuids } from '@wedsync/domain/platform';
import type { Logger } from 'pino';
import type { Env } from './env.ts';

/** What every part of the api may use; made once at start. */
export type ApiServices = {
  readonly store: Store;
  readonly clock: Clock;
  readonly uuids: Uuids;
  readonly env: Env;
  readonly log: Logger;
};

/** One request by someone known. */
export type RequestContext = ApiServices & { readonly principal: Principal; readonly actor: Actor };
