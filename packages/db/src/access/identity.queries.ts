import type { Knex } from 'knex';

/** Everything that decides what a signed-in person may do, as it is now. */
export type StaffIdentity = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly string[];
  readonly regions: readonly string[];
  readonly viewAs: OpenVisit | null;
};

/** A look through a supplier's eyes that is still open. */
export type OpenVisit = {
  readonly id: string;
  readonly supplierId: string;
  readonly businessName: string;
  readonly reason: string;
  readonly expiresAt: string;
};

/** The person behind a session; undefined when disabled or gone. Needs no actor: it is what makes one. */
export async function findStaffIdentity(pool: Knex, id: string): Promise<StaffIdentity | undefined> {
  const found: { rows: StaffIdentity[] } = await pool.raw(
    `select s.id, s.name, s.email, s.roles, s.regions,
       (select jsonb_build_object('id', v.id, 'supplierId', v.supplier_id, 'businessName', v.business_name, 'reason', v.reason, 'expiresAt', v.expires_at)
          from view_as_visits v where v.staff_id = s.id and v.ended_at is null order by v.started_at desc limit 1) as "viewAs"
     from staff s where s.id = ? and s.disabled_at is null`,
    [id],
  );
  return found.rows[0];
}

/** The person who has this Slack account; undefined when nobody does, or they are disabled. */
export async function findStaffIdBySlackUser(pool: Knex, slackUserId: string): Promise<string | undefined> {
  const found: { id: string } | undefined = await pool('staff')
    .where({ slack_user_id: slackUserId })
    .whereNull('disabled_at')
    .first('id');
  return found?.id;
}

/** What a session holds; undefined when it ended or expired. Needs no actor: it says whose request this is. */
export async function findSession(pool: Knex, sid: string): Promise<object | undefined> {
  const found: { rows: { sess: object }[] } = await pool.raw(
    'select sess from sessions where sid = ? and expire > now()',
    [sid],
  );
  return found.rows[0]?.sess;
}

/** What a password or code is checked against. The hash stays in the api process. */
export type StaffCredentials = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly passwordHash: string | null;
  readonly totpSecret: string | null;
  readonly totpEnabled: boolean;
  readonly disabled: boolean;
};

export async function findCredentialsByEmail(pool: Knex, email: string): Promise<StaffCredentials | undefined> {
  return credentials(pool).whereRaw('lower(email) = lower(?)', [email]).first();
}

export async function findCredentialsById(pool: Knex, id: string): Promise<StaffCredentials | undefined> {
  return credentials(pool).where({ id }).first();
}

function credentials(pool: Knex): Knex.QueryBuilder {
  return pool('staff').select(
    'id',
    'name',
    'email',
    { passwordHash: 'password_hash', totpSecret: 'totp_secret' },
    pool.raw('totp_enabled_at is not null as "totpEnabled"'),
    pool.raw('disabled_at is not null as disabled'),
  );
}

/** The token behind a secret, whatever its scopes; undefined when unknown, expired or revoked. */
export type TokenIdentity = { readonly id: string; readonly name: string; readonly scopes: readonly string[] };

export async function findTokenIdentity(pool: Knex, hash: Buffer): Promise<TokenIdentity | undefined> {
  const found: { rows: TokenIdentity[] } = await pool.raw(
    `select t.id, t.name, t.scopes from service_token_secrets s join service_tokens t on t.id = s.token_id
     where s.hash = ? and t.revoked_at is null
       and (t.expires_at is null or t.expires_at > now()) and (s.expires_at is null or s.expires_at > now())`,
    [hash],
  );
  return found.rows[0];
}

/** Remembers that a token is in use, to the minute: a busy host application does not write a row per call. */
export async function noteTokenUse(pool: Knex, id: string): Promise<void> {
  await pool('service_tokens')
    .where({ id })
    .whereRaw(`(last_used_at is null or last_used_at < now() - interval '1 minute')`)
    .update({ last_used_at: pool.fn.now() });
}
