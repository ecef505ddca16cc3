import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import {
  connectDatabase,
  createStore,
  migrateToLatest,
  systemClock,
  systemUuids,
  type Store,
} from '@wedsync/db/platform';
import { createServiceTokenSchema, provideStaffSchema, allRegions } from '@wedsync/domain/access';
import { z } from 'zod';
import { provideStaff, provideToken } from './provide.ts';

const system = { uuids: systemUuids, clock: systemClock };

type Command = (args: readonly string[]) => Promise<void>;

/** What an operator does from the command line; each may be repeated and then changes nothing. */
export const commands: Readonly<Record<string, Command>> = {
  migrate: async () => {
    const applied = await migrateToLatest(databaseUrl());
    say(applied.length === 0 ? 'The database is up to date.' : `Applied ${applied.join(', ')}.`);
  },
  staff: async ([verb, ...args]) => oneOf('staff', { create: createStaff }, verb)(args),
  token: async ([verb, ...args]) => oneOf('token', { create: createToken }, verb)(args),
  bootstrap: async () => {
    const { staff, tokens } = bootstrapSchema.parse(JSON.parse(await text(process.stdin)));
    await withStore(async (store) => {
      for (const person of staff) say(await provideStaff(store, person, systemUuids));
      for (const token of tokens) say(await provideToken(store, token, token.secret, system));
    });
  },
};

/** `staff create --email E --name N --roles csm,support [--regions "UK South,Wales"] --password-stdin`; without regions: all of them. */
async function createStaff(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      email: { type: 'string' },
      name: { type: 'string' },
      roles: { type: 'string' },
      regions: { type: 'string' },
      'password-stdin': { type: 'boolean' },
    },
  });
  const person = provideStaffSchema.parse({
    email: values.email,
    name: values.name,
    roles: list(values.roles),
    regions: values.regions === undefined ? [allRegions] : list(values.regions),
    password: values['password-stdin'] === true ? await lineFromStdin() : null,
  });
  await withStore(async (store) => say(await provideStaff(store, person, systemUuids)));
}

/** `token create --name host-app --scopes ingest --token-stdin`; without --token-stdin a fresh secret is made and printed once. */
async function createToken(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { name: { type: 'string' }, scopes: { type: 'string' }, 'token-stdin': { type: 'boolean' } },
  });
  const token = createServiceTokenSchema.parse({ name: values.name, scopes: list(values.scopes) });
  const secret = values['token-stdin'] === true ? await lineFromStdin() : null;
  await withStore(async (store) => say(await provideToken(store, token, secret, system)));
}

/** Everything a fresh installation needs, in one go: `{"staff":[{email,name,roles,regions?,password?}],"tokens":[{name,scopes,secret}]}` on standard input. */
const bootstrapSchema = z.strictObject({
  staff: z.array(
    provideStaffSchema.extend({ regions: provideStaffSchema.shape.regions.unwrap().default([allRegions]) }),
  ),
  tokens: z.array(createServiceTokenSchema.extend({ secret: z.string().min(32).max(200) })).default([]),
});

async function withStore(work: (store: Store) => Promise<void>): Promise<void> {
  const store = createStore(connectDatabase({ url: databaseUrl(), applicationName: 'wedsync-command', poolMax: 2 }));
  try {
    await work(store);
  } finally {
    await store.close();
  }
}

function databaseUrl(): string {
  const url = process.env.DATABASE_URL;
  if (url === undefined || url === '') throw new Error('Set DATABASE_URL to the database this concerns.');
  return url;
}

function oneOf(name: string, verbs: Readonly<Record<string, Command>>, verb = ''): Command {
  const found = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  if (found === undefined) throw new Error(`Say what to do: ${name} ${Object.keys(verbs).join(` | ${name} `)}.`);
  return found;
}

async function lineFromStdin(): Promise<string> {
  return (await text(process.stdin)).replace(/\r?\n$/, '');
}

function list(words = ''): string[] {
  return words
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
