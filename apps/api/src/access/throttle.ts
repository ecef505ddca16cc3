import { createHash } from 'node:crypto';
import { lockedOut, type AttemptLimit, type SignInPolicy } from '@wedsync/domain/access';
import type pg from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';

/** Counts attempts to sign in, for all api processes together. */
export type Throttle = {
  /** Takes one attempt of the account and of the address. @throws DomainError limited, code locked-out */
  attempt(email: string, address: string): Promise<void>;
  /** Takes one attempt of the address alone, where no account is named yet. @throws DomainError limited, code locked-out */
  knock(address: string): Promise<void>;
  /** The password was right but more is needed: the attempt was no guess. */
  excuse(email: string, address: string): Promise<void>;
  /** Signed in: the account's count starts anew. */
  succeed(email: string, address: string): Promise<void>;
};

export function createThrottle(pool: pg.Pool, policy: SignInPolicy): Throttle {
  const account = limiter(pool, 'account', policy.account);
  const address = limiter(pool, 'address', policy.address);
  return {
    async attempt(email, ip) {
      await take(address, ip);
      await take(account, accountKey(email));
    },
    knock: (ip) => take(address, ip),
    async excuse(email, ip) {
      await address.reward(ip, 1);
      await account.reward(accountKey(email), 1);
    },
    async succeed(email, ip) {
      await address.reward(ip, 1);
      await account.delete(accountKey(email));
    },
  };
}

/** The row that counts an account's attempts; deleting it unlocks the account. */
export function accountLimitRow(email: string): string {
  return `account:${accountKey(email)}`;
}

/** Unknown accounts are counted too, by a hash: what people type into the wrong field is nobody's business. */
function accountKey(email: string): string {
  return createHash('sha256').update(email.trim().toLowerCase()).digest('hex');
}

function limiter(pool: pg.Pool, keyPrefix: string, limit: AttemptLimit): RateLimiterPostgres {
  return new RateLimiterPostgres({
    storeClient: pool,
    tableName: 'sign_in_limits',
    tableCreated: true,
    keyPrefix,
    points: limit.attempts,
    duration: limit.withinSeconds,
    blockDuration: limit.lockedSeconds,
  });
}

async function take(limit: RateLimiterPostgres, key: string): Promise<void> {
  try {
    await limit.consume(key);
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) throw lockedOut(Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)));
    throw refusal;
  }
}
