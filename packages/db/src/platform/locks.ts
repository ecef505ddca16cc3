import type { Knex } from 'knex';

type Lock = {
  readonly name: string;
  /** Of the whole lock itself, and what keys of the others are hashed with: never shared by two. */
  readonly number: number;
  /** What each key stands for; null when there is one lock for all. */
  readonly each: string | null;
  /** What happens one at a time while it is held. */
  readonly guards: string;
};

/**
 * Every advisory lock of the house. The order of the rows is the order of taking: a transaction that takes several takes the earlier row first, so that
 * no two ever wait in a circle. All of them are released when the transaction ends.
 */
export const locks = [
  { name: 'migrations', number: 7_201_944, each: null, guards: 'Bringing the schema up to date' },
  { name: 'roles', number: 7_201_945, each: null, guards: 'Granting roles, which belong to the whole cluster' },
  { name: 'bulk-requests', number: 7207, each: 'person and key', guards: 'Asking for a bulk run' },
  { name: 'action-requests', number: 7208, each: 'person and key', guards: 'Running an action under one key' },
  { name: 'action-targets', number: 7209, each: 'resource and id', guards: 'Assessing and performing an action' },
  { name: 'action-limits', number: 7210, each: 'resource and person or supplier', guards: 'Counting towards a limit' },
  { name: 'health-numbers', number: 7211, each: null, guards: 'Numbering drafts of the health model' },
  { name: 'churn-trainings', number: 7205, each: 'horizon', guards: 'Asking for a training' },
  { name: 'payment-syncs', number: 7212, each: 'platform', guards: 'Asking for a sync' },
  { name: 'owners', number: 7201, each: 'customer', guards: 'Changing what belongs to a customer' },
  { name: 'standings', number: 7206, each: 'supplier', guards: 'Working out a standing' },
  { name: 'entitlements', number: 7202, each: 'supplier', guards: 'Deciding what a supplier may use' },
  { name: 'books', number: 7_201_946, each: null, guards: 'Closing a period, while booking shares it' },
  { name: 'mrr-months', number: 7_201_947, each: null, guards: 'Closing a month, while publishing shares it' },
  { name: 'mrr', number: 7203, each: 'supplier', guards: 'Publishing movements of MRR' },
  { name: 'values', number: 7204, each: 'supplier', guards: 'Working out a lifetime value' },
  { name: 'partitions', number: 7213, each: 'table', guards: 'Making a monthly partition' },
  { name: 'referrals', number: 7214, each: null, guards: 'Judging referrals, which hang on each other' },
  { name: 'playbooks-of-supplier', number: 7215, each: 'supplier', guards: 'Admitting one, or promising it a message' },
  { name: 'playbooks', number: 7216, each: 'playbook', guards: 'Counting who is in it' },
  { name: 'followed-events', number: 7217, each: 'follower', guards: 'Choosing which product events are told' },
  { name: 'alerts', number: 7218, each: 'type', guards: 'Raising an alert, or counting it up' },
  { name: 'audit-chain', number: 7_201_948, each: null, guards: 'Chaining the audit trail' },
] as const satisfies readonly Lock[];

type AnyLock = (typeof locks)[number];
/** A lock that is one for all. */
export type WholeLock = Extract<AnyLock, { each: null }>['name'];
/** A lock of each of some things. */
export type KeyedLock = Exclude<AnyLock['name'], WholeLock>;

type Holder = { readonly sql: Knex.Transaction };

/** Waits until nobody else holds the lock, in either way, and holds it until the transaction ends. */
export async function lock({ sql }: Holder, name: WholeLock): Promise<void> {
  await sql.raw(`select pg_advisory_xact_lock(${numberOf(name)})`);
}

/** Holds the lock together with all who share it; only whoever takes it alone waits, and is waited for. */
export async function lockShared({ sql }: Holder, name: WholeLock): Promise<void> {
  await sql.raw(`select pg_advisory_xact_lock_shared(${numberOf(name)})`);
}

/** Holds the lock of each of these keys, taken in one order whoever asks. Two locks never share a key, for each hashes keys with its own number. */
export async function lockEach({ sql }: Holder, name: KeyedLock, keys: readonly string[]): Promise<void> {
  await sql.raw(
    `select pg_advisory_xact_lock(hashtextextended(key, ${numberOf(name)})) from unnest(?::text[]) with ordinality as k (key, place) order by place`,
    [[...new Set(keys)].sort()],
  );
}

function numberOf(name: AnyLock['name']): number {
  const found = locks.find((one) => one.name === name);
  if (found === undefined) throw new Error(`There is no lock named ${name}.`);
  return found.number;
}
