import { databaseNow, type Store } from '@wedsync/db/platform';
import type { Clock } from '@wedsync/domain/platform';

export type DatabaseClock = Clock & { stop(): void };

const refreshMs = 60_000;

/** A clock that follows the database's, so that all workers agree on the time whatever their own machines think. */
export async function startDatabaseClock({ pool }: Store): Promise<DatabaseClock> {
  let ahead = await offsetMs(pool);
  const timer = setInterval(() => {
    offsetMs(pool).then(
      (offset) => (ahead = offset),
      () => undefined,
    );
  }, refreshMs);
  timer.unref();
  return { now: () => new Date(Date.now() + ahead), stop: () => clearInterval(timer) };
}

/** How far the database is ahead of this machine, assuming its answer travels half of the time. */
async function offsetMs(pool: Store['pool']): Promise<number> {
  const asked = Date.now();
  const now = await databaseNow(pool);
  return now.getTime() - (asked + Date.now()) / 2;
}
