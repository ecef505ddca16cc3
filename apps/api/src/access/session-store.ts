import connectPgSimple from 'connect-pg-simple';
import session, { type SessionData } from 'express-session';
import type { Logger } from 'pino';
import type { Pool } from 'pg';
import type { Directory } from './directory.ts';

const PgStore = connectPgSimple(session);

/** Whether a session found in the database is still one. */
export type Lasts = (data: SessionData) => Promise<boolean>;

/**
 * Sessions in PostgreSQL, read through the directory, which remembers them for seconds and is told when one ends. One that is over is none: it is
 * deleted, and the request goes on as that of somebody who never signed in.
 */
export function openSessionStore(
  pool: Pool,
  directory: Directory,
  log: Logger,
  lasts: Lasts,
): InstanceType<typeof PgStore> {
  return new RememberedSessions(pool, directory, log, lasts);
}

class RememberedSessions extends PgStore {
  readonly #directory: Directory;
  readonly #lasts: Lasts;

  constructor(pool: Pool, directory: Directory, log: Logger, lasts: Lasts) {
    super({ pool, tableName: 'sessions', disableTouch: true, errorLog: (...words) => log.warn(words) });
    this.#directory = directory;
    this.#lasts = lasts;
  }

  override get(sid: string, done: (error: unknown, found?: SessionData | null) => void): void {
    this.#find(sid).then(
      (found) => process.nextTick(done, null, found),
      (error: unknown) => process.nextTick(done, error),
    );
  }

  async #find(sid: string): Promise<SessionData | null> {
    const found = await this.#directory.session(sid);
    if (!isSession(found)) return null;
    if (await this.#lasts(found)) return ownCopy(found);
    await new Promise<void>((resolve, reject) => this.destroy(sid, (error) => (error ? reject(error) : resolve())));
    return null;
  }

  override set(sid: string, data: SessionData, done?: (error?: unknown) => void): void {
    super.set(sid, data, (error) => this.#changed(sid, error, done));
  }

  override destroy(sid: string, done?: (error?: unknown) => void): void {
    super.destroy(sid, (error) => this.#changed(sid, error, done));
  }

  #changed(sid: string, error: unknown, done?: (error?: unknown) => void): void {
    this.#directory.forgetSession(sid);
    done?.(error);
  }
}

function isSession(found: object | undefined): found is SessionData {
  return found !== undefined && 'cookie' in found && typeof found.cookie === 'object';
}

/** express-session writes into what it is given; the next request must not see that. */
function ownCopy(data: SessionData): SessionData {
  return { ...data, cookie: Object.assign(Object.create(null), data.cookie) };
}
