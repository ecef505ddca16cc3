import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { issue } from './issue.ts';
import type { Identity } from './issue.ts';

/** PayPal's name on the certificate that signs webhooks. */
const signerName = 'messageverificationcerts.paypal.com';
const YEAR_MS = 366 * 86_400_000;

/** The stand-in's own certificate authority and what it has issued for the signing of webhooks. */
export interface Authority {
  readonly root: Identity;
  readonly signer: Identity;
  /** What is served at the certificate's address: the signer, then who vouches for it. */
  readonly chain: string;
}

/** A new authority; the product is told to trust its root. */
export function createAuthority(now = new Date()): Authority {
  const root = issue({
    commonName: 'Sandbox root of PayPal webhooks',
    notBefore: new Date(now.getTime() - YEAR_MS),
    notAfter: new Date(now.getTime() + 20 * YEAR_MS),
    isAuthority: true,
  });
  return withSigner(root, now);
}

function withSigner(root: Identity, now: Date): Authority {
  const issuing = issue({
    commonName: 'Sandbox issuer of PayPal webhooks',
    notBefore: new Date(now.getTime() - YEAR_MS / 2),
    notAfter: new Date(now.getTime() + 10 * YEAR_MS),
    isAuthority: true,
    issuer: root,
  });
  const signer = issue({
    commonName: signerName,
    notBefore: new Date(now.getTime() - YEAR_MS / 12),
    notAfter: new Date(now.getTime() + YEAR_MS),
    isAuthority: false,
    issuer: issuing,
  });
  return { root, signer, chain: `${signer.certificate}${issuing.certificate}` };
}

/** The authority whose root is kept in a folder, made when the folder has none. The signer is new at every start, as certificates are renewed. */
export async function keptAuthority(directory: string): Promise<Authority> {
  await mkdir(directory, { recursive: true });
  const [key, certificate] = [join(directory, 'root.key'), join(directory, 'root.pem')];
  try {
    return withSigner(
      { key: await readFile(key, 'utf8'), certificate: await readFile(certificate, 'utf8') },
      new Date(),
    );
  } catch {
    const authority = createAuthority();
    await writeFile(key, authority.root.key, { mode: 0o600 });
    await writeFile(certificate, authority.root.certificate);
    return authority;
  }
}
