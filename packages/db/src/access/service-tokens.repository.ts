import type { CreateServiceToken } from '@wedsync/domain/access';
import { createId, type Uuids } from '@wedsync/domain/platform';
import type { Writer } from '../platform/index.ts';

export type TokenSecret = { readonly hash: Buffer; readonly hint: string };

/** @returns the new token's id */
export async function insertServiceToken(
  { sql, actor }: Writer,
  token: CreateServiceToken & { readonly secret: TokenSecret },
  uuids: Uuids,
): Promise<string> {
  const id = createId('serviceToken', uuids.next());
  await sql('service_tokens').insert({
    id,
    name: token.name,
    scopes: token.scopes,
    expires_at: token.expiresAt ?? null,
    created_by: actor.id,
  });
  await addSecret({ sql }, id, token.secret);
  return id;
}

/** Gives a token a new secret; older ones end at `oldEndsAt`, so the machine can change over without a gap. */
export async function rotateServiceToken(
  { sql }: Writer,
  id: string,
  { secret, oldEndsAt }: { secret: TokenSecret; oldEndsAt: Date },
): Promise<void> {
  await sql('service_token_secrets')
    .where({ token_id: id })
    .whereRaw('(expires_at is null or expires_at > ?)', [oldEndsAt])
    .update({ expires_at: oldEndsAt });
  await addSecret({ sql }, id, secret);
}

export async function revokeServiceToken({ sql }: Writer, id: string, at: Date): Promise<void> {
  await sql('service_tokens').where({ id }).whereNull('revoked_at').update({ revoked_at: at });
  await sql('service_token_secrets').where({ token_id: id }).delete();
}

/** Whether a secret is already on record under this name, so that setting up twice is setting up once. */
export async function hasSecret({ sql }: Writer, name: string, hash: Buffer): Promise<boolean> {
  const found: unknown = await sql('service_token_secrets')
    .join('service_tokens', 'service_tokens.id', 'service_token_secrets.token_id')
    .where({ 'service_tokens.name': name, 'service_token_secrets.hash': hash })
    .first('service_tokens.id');
  return found !== undefined;
}

export async function findServiceTokenIdByName({ sql }: Writer, name: string): Promise<string | undefined> {
  const found: { id: string } | undefined = await sql('service_tokens').where({ name }).first('id');
  return found?.id;
}

async function addSecret({ sql }: Pick<Writer, 'sql'>, id: string, { hash, hint }: TokenSecret): Promise<void> {
  await sql('service_token_secrets').insert({ token_id: id, hash, hint });
}
