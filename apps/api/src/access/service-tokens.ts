import {
  findServiceToken,
  insertServiceToken,
  listServiceTokens,
  revokeServiceToken,
  rotateServiceToken,
} from '@wedsync/db/access';
import type { Reader } from '@wedsync/db/platform';
import {
  createServiceTokenSchema,
  serviceTokenFilterSchema,
  serviceTokenSchema,
  type ServiceToken,
} from '@wedsync/domain/access';
import { HOUR_MS, Invalid, NotFound, plusMs } from '@wedsync/domain/platform';
import { z } from 'zod';
import { defineAction, defineResource, type Assessment, type Availability } from '../platform/index.ts';
import { directoryOf } from './directory.ts';
import { keptOf, newTokenSecret } from './token-secret.ts';

const maxOverlapHours = 168;

/** Keys of machines: the host application, reporting tools. The secret is in the answer to creation and nowhere else. */
export const serviceTokens = defineResource({
  name: 'service-tokens',
  description: 'Keys with which machines call this api',
  row: serviceTokenSchema,
  filter: serviceTokenFilterSchema,
  list: listServiceTokens,
  show: findServiceToken,
  create: {
    input: createServiceTokenSchema,
    run: async (writer, token, { uuids, clock }) => {
      if (typeof token.expiresAt === 'string' && Date.parse(token.expiresAt) <= clock.now().getTime())
        throw Invalid({ message: 'Choose a moment to come.' }, { fields: { expiresAt: 'Choose a moment to come.' } });
      const secret = newTokenSecret();
      const id = await insertServiceToken(writer, { ...token, secret: keptOf(secret) }, uuids);
      return { ...(await show(writer, id)), secret };
    },
  },
});

const rotateInput = z.strictObject({
  overlapHours: z
    .int()
    .min(0)
    .max(maxOverlapHours)
    .default(24)
    .meta({ title: 'Hours the old secret keeps working', description: 'Time to put the new one in place.' }),
});

/** A new secret; the old one keeps working long enough to change over without a gap. */
export const rotateToken = defineAction({
  resource: 'service-tokens',
  verb: 'rotate',
  title: 'Rotate',
  description: 'Make a new secret, and let the old one end after a while',
  danger: true,
  reasonRequired: true,
  input: rotateInput,
  secretResults: ['secret'],
  available: (reader, id) => whileActive(reader, id),
  assess: async (reader, id, { overlapHours }) =>
    about(await active(reader, id), [
      { label: 'The old secret ends', value: overlapHours === 0 ? 'at once' : `after ${overlapHours} hours` },
    ]),
  perform: async (writer, id, { overlapHours }, { clock, store }) => {
    await active(writer, id);
    const secret = newTokenSecret();
    const oldEndsAt = plusMs(clock.now(), overlapHours * HOUR_MS);
    await rotateServiceToken(writer, id, { secret: keptOf(secret), oldEndsAt });
    directoryOf(store).forgetAll();
    return { state: 'succeeded', result: { secret, oldEndsAt: oldEndsAt.toISOString() } };
  },
});

/** The machine is out at once. */
export const revokeToken = defineAction({
  resource: 'service-tokens',
  verb: 'revoke',
  title: 'Revoke',
  description: 'Refuse this token from now on; it cannot be brought back',
  danger: true,
  reasonRequired: true,
  input: z.strictObject({}),
  available: (reader, id) => whileActive(reader, id),
  assess: async (reader, id) => about(await active(reader, id), [{ label: 'It ends', value: 'at once' }]),
  perform: async (writer, id, _input, { clock, store }) => {
    await revokeServiceToken(writer, id, clock.now());
    directoryOf(store).forgetAll();
    return { state: 'succeeded' };
  },
});

async function show(reader: Reader, id: string): Promise<ServiceToken> {
  const token = await findServiceToken(reader, id);
  if (token === undefined) throw NotFound({ what: 'service token', id });
  return token;
}

async function active(reader: Reader, id: string): Promise<ServiceToken> {
  const token = await show(reader, id);
  if (token.state === 'revoked') throw Invalid({ message: 'This token is revoked. Make a new one.' });
  return token;
}

async function whileActive(reader: Reader, id: string): Promise<Availability> {
  const { state } = await show(reader, id);
  return state === 'revoked' ? { allowed: false, why: 'This token is revoked.' } : { allowed: true };
}

function about(token: ServiceToken, lines: Assessment['preview']['lines']): Assessment {
  return {
    supplierId: null,
    amount: null,
    approval: null,
    fingerprint: `${token.version} ${token.hints.join(' ')}`,
    preview: { lines: [{ label: 'Token', value: token.name }, ...lines], warnings: [] },
  };
}
