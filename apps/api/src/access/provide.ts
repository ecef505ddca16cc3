import {
  findCredentialsByEmail,
  findServiceTokenIdByName,
  hasSecret,
  insertServiceToken,
  insertStaff,
  rotateServiceToken,
} from '@wedsync/db/access';
import type { Store } from '@wedsync/db/platform';
import type { CreateServiceToken, ProvideStaff } from '@wedsync/domain/access';
import { createId, systemActor, type Clock, type Uuids } from '@wedsync/domain/platform';
import { hashPassword } from './passwords.ts';
import { keptOf, newTokenSecret } from './token-secret.ts';

/** Makes sure a member of staff exists; one who does is left as they are. Whoever stands at the command line is trusted alone. @returns what was done */
export async function provideStaff(store: Store, person: ProvideStaff, uuids: Uuids): Promise<string> {
  if ((await findCredentialsByEmail(store.pool, person.email)) !== undefined)
    return `${person.email} is there already.`;
  const { password, ...fields } = person;
  const passwordHash = password === null || password === undefined ? null : await hashPassword(password);
  await store.transact(operator(uuids), (writer) => insertStaff(writer, { ...fields, passwordHash }, uuids));
  return `${person.email} can sign in.`;
}

/** Makes sure a service token exists with this secret, or with a fresh one that the answer shows once. @returns what was done */
export async function provideToken(
  store: Store,
  token: CreateServiceToken,
  given: string | null,
  { uuids, clock }: { readonly uuids: Uuids; readonly clock: Clock },
): Promise<string> {
  const secret = given ?? newTokenSecret();
  if (secret.length < 32) throw new Error('A token needs at least 32 characters.');
  const kept = keptOf(secret);
  const now = clock.now();
  return store.transact(operator(uuids), async (writer) => {
    if (await hasSecret(writer, token.name, kept.hash)) return `Token ${token.name} is there already.`;
    const known = await findServiceTokenIdByName(writer, token.name);
    if (known === undefined) await insertServiceToken(writer, { ...token, secret: kept }, uuids);
    else await rotateServiceToken(writer, known, { secret: kept, oldEndsAt: now });
    return given === null ? `Token ${token.name}: ${secret}` : `Token ${token.name} is ready.`;
  });
}

function operator(uuids: Uuids) {
  return systemActor('operator', createId('request', uuids.next()));
}
