import { createHash } from 'node:crypto';
import type { Knex } from 'knex';

const token = 'a-service-token-for-benchmarks-of-no-other-use';

/** Lets the host application speak to the api in these scopes. @returns what it shows */
export async function allowHost(owner: Knex, scopes: readonly string[]): Promise<string> {
  const hash = createHash('sha256').update(token).digest();
  await owner('service_tokens').insert({ id: 'tok_bench', name: 'Bench', scopes: [...scopes], created_by: 'bench' });
  await owner('service_token_secrets').insert({ hash, token_id: 'tok_bench', hint: 'ench' });
  return token;
}
