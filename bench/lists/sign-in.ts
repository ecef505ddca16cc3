import { insertStaff } from '@wedsync/db/access';
import { connectDatabase, createStore, systemUuids } from '@wedsync/db/platform';
import { systemActor } from '@wedsync/domain/platform';
import { hashPassword } from '../../apps/api/src/access/passwords.ts';

const person = { email: 'bench@bench.test', password: 'measure a million suppliers' };

/** Hires somebody who sees everything and signs them in. @returns the session's cookie */
export async function signInForBench(databaseUrl: string, apiPort: number): Promise<string> {
  const pool = connectDatabase({ url: databaseUrl, applicationName: 'bench', poolMax: 1 });
  const passwordHash = await hashPassword(person.password);
  await createStore(pool)
    .transact(systemActor('bench', 'req_bench'), (writer) =>
      insertStaff(
        writer,
        { email: person.email, name: 'Bench', roles: ['admin'], regions: [], passwordHash },
        systemUuids,
      ),
    )
    .catch(hiredBefore);
  await pool.destroy();
  const answer = await fetch(`http://127.0.0.1:${apiPort}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(person),
  });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0];
  if (cookie === undefined) throw new Error(`The bench could not sign in: ${await answer.text()}`);
  return cookie;
}

/** A database kept from an earlier run knows the person. */
function hiredBefore(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === '23505')) throw error;
}
