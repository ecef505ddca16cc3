import { createHash } from 'node:crypto';
import type { Assessment } from '../../platform/index.ts';

/** The same for the same request however its fields are ordered. */
export function hashRequest(action: string, target: string, input: unknown): string {
  return hash([action, target, sorted(input ?? {})]);
}

/** Changes whenever anything changes that somebody confirmed: the facts, the money, or who has to agree. */
export function hashAssessment({ fingerprint, amount, approval }: Assessment): string {
  return hash([fingerprint, amount, approval?.permission ?? null]);
}

function hash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
