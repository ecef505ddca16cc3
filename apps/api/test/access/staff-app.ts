import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hash } from '@node-rs/argon2';
import { insertStaff } from '@wedsync/db/access';
import { systemActor } from '@wedsync/domain/platform';
import { pino } from 'pino';
import { afterAll, beforeAll } from 'vitest';
import {
  testClock,
  testUuids,
  useTestDatabase,
  type TestDatabase,
} from '../../../../packages/db/test/support/index.ts';
import { createIdentity } from '../../src/access/index.ts';
import { createApp, type AppParts } from '../../src/app.ts';
import { capabilities as all } from '../../src/capabilities.ts';
import { readEnv, type ApiCapability, type ApiServices } from '../../src/platform/index.ts';

export const password = 'a long enough password';

type Options = {
  readonly capabilities?: readonly ApiCapability[];
  readonly limits?: Parameters<typeof createIdentity>[1];
  /** Further variables, once the app's address is known. */
  readonly env?: (url: string) => Promise<Record<string, string>>;
  /** Somebody else's; otherwise the app has its own. */
  readonly database?: { readonly current: TestDatabase };
};

type App = {
  url: string;
  readonly database: { readonly current: TestDatabase };
  readonly clock: ReturnType<typeof testClock>;
  services: ApiServices;
  identify: AppParts['identify'];
};

/** The whole staff side on a port of its own, with real sign-in. */
export function useStaffApp({ capabilities = all, limits, env = async () => ({}), database: given }: Options = {}) {
  const own = useTestDatabase();
  const database = given ?? own;
  const clock = testClock(new Date().toISOString());
  const app: App = { url: '', database, clock, services: unready(), identify: [] };
  let close = async () => {};
  beforeAll(async () => {
    const { store, url } = database.current;
    const server = createServer();
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    app.url = `http://127.0.0.1:${portOf(server.address())}`;
    const services: ApiServices = {
      store,
      clock,
      uuids: testUuids,
      log: pino({ level: 'silent' }),
      env: readEnv({
        NODE_ENV: 'test',
        DATABASE_URL: url,
        SESSION_SECRET: 'test '.repeat(8),
        PUBLIC_URL: app.url,
        ...(await env(app.url)),
      }),
    };
    app.services = services;
    const identity = await createIdentity(services, limits);
    app.identify = identity.handlers;
    server.on('request', createApp({ services, capabilities, identify: identity.handlers }));
    close = async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      await identity.close();
    };
  });
  afterAll(() => close());
  return app;
}
export type StaffApp = ReturnType<typeof useStaffApp>;

function unready(): ApiServices {
  return new Proxy<ApiServices>(Object.create(null), {
    get: () => {
      throw new Error('The app is made in beforeAll: use it inside a test.');
    },
  });
}

function portOf(address: string | AddressInfo | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0;
}

type Person = {
  readonly roles?: readonly string[];
  readonly regions?: readonly string[];
  readonly name?: string;
  readonly email?: string;
};
let count = 0;

/** Hires somebody. @returns id and e-mail; the password is `password` */
export async function hire(app: StaffApp, person: Person = {}): Promise<{ id: string; email: string }> {
  count += 1;
  const email = person.email ?? `person${count}@example.com`;
  const kept = (passwordHash ??= hash(password, cheap));
  const id = await app.database.current.store.transact(systemActor('test', 'req_test'), async (writer) =>
    insertStaff(
      writer,
      {
        email,
        name: person.name ?? `Person ${count}`,
        roles: person.roles ?? ['admin'],
        regions: person.regions ?? ['*'],
        passwordHash: await kept,
      },
      testUuids,
    ),
  );
  return { id, email };
}
/** A hash says what checking it costs: hundreds of people sign in here, and none of them guards anything. */
const cheap = { memoryCost: 64, timeCost: 1, parallelism: 1 };
let passwordHash: Promise<string> | undefined;

export type Answer = { readonly status: number; readonly headers: Headers; readonly body: Json };

/** Whatever came back; the claims in the tests say what it must be. */
type Json = ReturnType<typeof JSON.parse>;

/** A browser as far as the api is concerned: keeps the cookie, repeats the CSRF token. */
export class Browser {
  readonly app: StaffApp;
  cookie = '';
  csrfToken = '';

  constructor(app: StaffApp) {
    this.app = app;
  }

  async send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const response = await fetch(path.startsWith('http') ? path : `${this.app.url}/api${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(this.cookie === '' ? {} : { cookie: this.cookie }),
        ...(this.csrfToken === '' || method === 'GET' ? {} : { 'x-csrf-token': this.csrfToken }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const cookie = response.headers.get('set-cookie')?.split(';')[0];
    if (cookie !== undefined) this.cookie = cookie;
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text,
    };
  }

  get = (path: string, headers?: Record<string, string>) => this.send('GET', path, undefined, headers);
  post = (path: string, body: unknown = {}, headers?: Record<string, string>) => this.send('POST', path, body, headers);
  put = (path: string, body: unknown, headers?: Record<string, string>) => this.send('PUT', path, body, headers);
  delete = (path: string, body?: unknown) => this.send('DELETE', path, body);

  list = (resource: string, filter: object = {}) =>
    this.get(`/${resource}?filter=${encodeURIComponent(JSON.stringify(filter))}`);
  /** Asks for an action, at a key of its own. */
  act = (path: string, input: object = {}, reason = 'Looked into it') =>
    this.post(path, { input, reason }, { 'idempotency-key': randomUUID() });

  async signIn(email: string, more: Record<string, unknown> = {}): Promise<Answer> {
    const answer = await this.post('/session', { email, password, ...more });
    if (answer.status === 200) this.csrfToken = answer.body.csrfToken;
    return answer;
  }
}

/** Somebody new, signed in. */
export async function signedIn(
  app: StaffApp,
  person: Person = {},
): Promise<Browser & { staffId: string; email: string }> {
  const { id, email } = await hire(app, person);
  const browser = new Browser(app);
  await browser.signIn(email);
  return Object.assign(browser, { staffId: id, email });
}
