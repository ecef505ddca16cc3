/** Codes of a connection that could not be made or was cut, by node and by PostgreSQL. */
const awayCodes: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  '08000',
  '08003',
  '08006',
  '08001',
  '53300',
  '57P01',
  '57P02',
  '57P03',
]);

/** True when the database went away under the work: nobody's fault, and nothing to count. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && typeof error.code === 'string' && awayCodes.has(error.code)) return true;
  return /Connection terminated|connection is closed|Timeout acquiring a connection|Unable to acquire a connection/i.test(
    error.message,
  );
}
