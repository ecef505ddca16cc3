import connectPgSimple from 'connect-pg-simple';
import session, { type SessionData } from 'express-session';
import type { Logger } from 'pino';
import type { Pool } from 'pg';
import type { Directory } from './directory.ts';

const PgStore = connectPgSimple(session);

/** Sessions in PostgreSQL, read through the directory, which remembers them for seconds and is told when one ends. */
export function openSessionStore(pool: Pool, directory: Directory, log: Logger): InstanceType<typeof PgStore> {
  return new RememberedSessions(pool, directory, log);
}

class RememberedSessions extends PgStore {
  readonly #directory: Directory;

  constructor(pool: Pool, directory: Directory, log: Logger) {
    super({ pool, tableName: 'sessions', disableTouch: true, errorLog: (...words) => log.warn(words) });
    this.#directory = directory;
  }

  override get(sid: string, done: (error: unknown, found?: SessionData | null) => void): void {
    this.#directory.session(sid).then(
      (found) => process.nextTick(done, null, isSession(found) ? ownCopy(found) : null),
      (error: unknown) => process.nextTick(done, error),
    );
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
