import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import type { Cipher } from './cipher.ts';

/** A third party's secret, by connection and field: ("stripe", "apiKey"), ("slack", "botToken"). */
export type CredentialName = { readonly connection: string; readonly field: string };

const table = 'connection_credentials';

/** Seals a credential into its row. Storing what is already there changes nothing, unless an older key had sealed it. */
export async function storeCredential(sql: Knex, cipher: Cipher, name: CredentialName, plain: string): Promise<void> {
  const known = await findSealed(sql, name);
  if (known !== undefined && !cipher.isStale(known) && cipher.open(known, placeOf(name)) === plain) return;
  const sealed = {
    sealed: cipher.seal(plain, placeOf(name)),
    key_id: cipher.currentKeyId,
    fingerprint: fingerprint(plain),
  };
  await sql(table)
    .insert({ ...name, ...sealed })
    .onConflict(['connection', 'field'])
    .merge(sealed);
}

/** @returns the credential in the clear, or null when none is stored */
export async function readCredential(sql: Knex, cipher: Cipher, name: CredentialName): Promise<string | null> {
  const sealed = await findSealed(sql, name);
  return sealed === undefined ? null : cipher.open(sealed, placeOf(name));
}

/** Seals every credential that an older key had sealed with the current one, so the older key can go. @returns how many */
export async function resealStale(sql: Knex, cipher: Cipher): Promise<number> {
  const rows: (CredentialName & { sealed: string })[] = await sql(table)
    .whereNot({ key_id: cipher.currentKeyId })
    .select('connection', 'field', 'sealed');
  for (const { connection, field, sealed } of rows) {
    const place = placeOf({ connection, field });
    await sql(table)
      .where({ connection, field, sealed })
      .update({ sealed: cipher.seal(cipher.open(sealed, place), place), key_id: cipher.currentKeyId });
  }
  return rows.length;
}

async function findSealed(sql: Knex, { connection, field }: CredentialName): Promise<string | undefined> {
  const row = await sql(table).where({ connection, field }).first<{ sealed: string } | undefined>('sealed');
  return row?.sealed;
}

function placeOf({ connection, field }: CredentialName) {
  return { table, row: connection, field };
}

/** Enough to see that two secrets differ, too little to guess one. */
function fingerprint(plain: string): string {
  return createHash('sha256').update(plain).digest('hex').slice(0, 8);
}
