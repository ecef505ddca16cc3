import { hash, verify } from '@node-rs/argon2';

// OWASP's recommendation for Argon2id (this library's default variant): 19 MiB, two passes, one lane; about 30 ms.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** @returns an encoded Argon2id hash that carries its own salt and cost */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), cost);
}

let nobodysHash: Promise<string> | null = null;

/**
 * Whether the password is right. Without a hash the same work is done for nothing,
 * so that the time of the answer does not tell which accounts exist.
 */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  nobodysHash ??= hashPassword('nobody has this password');
  const matches = await verify(passwordHash ?? (await nobodysHash), password.normalize('NFKC'));
  return matches && passwordHash !== null;
}
