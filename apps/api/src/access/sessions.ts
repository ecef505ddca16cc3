import { randomBytes } from 'node:crypto';
import { whySessionEnded, type SignInPolicy } from '@wedsync/domain/access';
import { MINUTE_MS } from '@wedsync/domain/platform';
import type { Request, RequestHandler } from 'express';
import session, { type SessionData } from 'express-session';
import pg from 'pg';
import type { ApiServices } from '../platform/index.ts';
import type { Directory } from './directory.ts';
import { openSessionStore } from './session-store.ts';

declare module 'express-session' {
  interface SessionData {
    staffId: string;
    /** Unsafe requests must repeat it in the header x-csrf-token. */
    csrfToken: string;
    startedAt: string;
    seenAt: string;
    /** What the single sign-on provider's answer must match; only between leaving for it and coming back. */
    oidc: { readonly state: string; readonly nonce: string; readonly codeVerifier: string };
  }
}

export type Sessions = {
  /** Reads the cookie and gives `req.session`; nothing is stored for people who are not signed in. */
  readonly middleware: RequestHandler;
  /** Notes, at most once a minute, that the session is in use. */
  keepAlive(req: Request): Promise<void>;
  /** Starts a signed-in session under a fresh id, so that an id planted beforehand is worth nothing. */
  start(req: Request, staffId: string): Promise<void>;
  /** Remembers what the single sign-on provider's answer must match, while a person who is nobody yet is away there. */
  sendAway(req: Request, expected: SessionData['oidc']): Promise<void>;
  end(req: Request): Promise<void>;
  readonly pool: pg.Pool;
  close(): Promise<void>;
};

export const sessionCookieName = 'wedsync.sid';

/** Long enough to sign in at a provider, second step included; then whoever left has to start again. */
const awayMs = 10 * MINUTE_MS;

/** Sessions in PostgreSQL. The cookie lives as long as the longest session; idleness is judged here at each request. */
export function openSessions({ env, clock, log }: ApiServices, directory: Directory, policy: SignInPolicy): Sessions {
  const pool = new pg.Pool({
    connectionString: env.database.url,
    application_name: 'wedsync-api-sessions',
    options: '-c role=wedsync_scoped',
    max: 8,
  });
  pool.on('error', (error) => log.warn({ err: error }, 'a session connection was cut'));
  const store = openSessionStore(pool, directory, log, async ({ staffId, startedAt, seenAt }) => {
    // Somebody on the way to single sign-on is nobody yet.
    if (staffId === undefined) return true;
    const ended = whySessionEnded({ startedAt: startedAt ?? '', seenAt: seenAt ?? '' }, clock.now(), policy);
    return ended === null && (await directory.staff(staffId)) !== undefined;
  });
  const now = () => clock.now().toISOString();

  return {
    pool,
    middleware: session({
      store,
      name: sessionCookieName,
      secret: env.session.secret,
      resave: false,
      saveUninitialized: false,
      cookie: {
        httpOnly: true,
        sameSite: 'lax',
        secure: env.http.publicUrl.startsWith('https:'),
        maxAge: policy.absoluteMs,
      },
    }),
    async keepAlive(req) {
      if (clock.now().getTime() - Date.parse(req.session.seenAt ?? '') < policy.touchEveryMs) return;
      await noteUse(pool, req.sessionID, now());
      directory.forgetSession(req.sessionID);
    },
    async start(req, staffId) {
      await settle((done) => req.session.regenerate(done));
      Object.assign(req.session, {
        staffId,
        csrfToken: randomBytes(32).toString('base64url'),
        startedAt: now(),
        seenAt: now(),
      });
      await settle((done) => req.session.save(done));
    },
    async sendAway(req, expected) {
      if (req.session.staffId === undefined) req.session.cookie.maxAge = awayMs;
      req.session.oidc = expected;
      await settle((done) => req.session.save(done));
    },
    end: (req) => settle((done) => req.session.destroy(done)),
    async close() {
      store.close();
      await pool.end();
    },
  };
}

/** An update, never an insert: a session that was ended meanwhile stays ended. */
async function noteUse(pool: pg.Pool, sid: string, at: string): Promise<void> {
  await pool.query(
    `update sessions set sess = jsonb_set(sess::jsonb, '{seenAt}', to_jsonb($2::text))::json where sid = $1`,
    [sid, at],
  );
}

function settle(start: (done: (error: unknown) => void) => void): Promise<void> {
  return new Promise((resolve, reject) =>
    start((error) => (error === undefined || error === null ? resolve() : reject(asError(error)))),
  );
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
