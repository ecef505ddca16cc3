import { X509Certificate, type KeyObject } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import { isPaypalCertAddress, paypalSignerName } from '@wedsync/domain/connectors';
import { DomainError, SECOND_MS } from '@wedsync/domain/platform';

export type CertificatePolicy = {
  /** The exact origins certificates may come from. */
  readonly origins: readonly string[];
  /** PEM of the only authorities trusted; null means the public ones PayPal buys from. */
  readonly roots: string | null;
};

/** Who signed, by the address of the certificate; null when it is not to be trusted. @throws DomainError unavailable when it cannot be fetched now */
export type SignerOf = (certUrl: string, now: Date) => Promise<KeyObject | null>;

const timeoutMs = 5 * SECOND_MS;
const maxBytes = 64 * 1024;
const maxChain = 5;
/** PayPal renews a certificate every year or two; more addresses than this are somebody playing. */
const maxKept = 100;
/** PayPal's webhook certificates come from DigiCert; its roots ship with the runtime. */
const publicRoot = /^CN=DigiCert (?:High Assurance EV Root CA|Global Root (?:CA|G2))$/m;

type Kept = { readonly key: KeyObject; readonly notBefore: Date; readonly notAfter: Date };

/** Fetches and checks signing certificates, each once while it is valid. */
export function paypalSigners({ origins, roots }: CertificatePolicy): SignerOf {
  const trusted =
    roots === null ? rootCertificates.map(readOne).filter(({ subject }) => publicRoot.test(subject)) : readPem(roots);
  const kept = new Map<string, Kept>();
  return async (certUrl, now) => {
    // Asked again here: what was kept may have passed the door under another configuration.
    if (!isPaypalCertAddress(certUrl, origins)) return null;
    const known = kept.get(certUrl);
    if (known !== undefined && known.notBefore <= now && now < known.notAfter) return known.key;
    const chain = await download(certUrl);
    const signer = chain === null ? null : trustedSigner(chain, trusted, now);
    if (signer === null) return null;
    if (kept.size >= maxKept) kept.clear();
    kept.set(certUrl, signer);
    return signer.key;
  };
}

/** The certificate that signs, when every link up to a trusted root holds at this moment; null otherwise. */
export function trustedSigner(pem: string, roots: readonly X509Certificate[], now: Date): Kept | null {
  const [leaf, ...others] = readPemOrNothing(pem);
  if (leaf === undefined || leaf.ca || leaf.checkHost(paypalSignerName) === undefined) return null;
  const chain = [leaf];
  for (let child = leaf; chain.length <= maxChain;) {
    if (!isCurrent(child, now)) return null;
    if (roots.some((root) => isCurrent(root, now) && (root.raw.equals(child.raw) || vouches(root, child)))) {
      const { publicKey: key } = leaf;
      return {
        key,
        notBefore: latest(chain.map(({ validFrom }) => validFrom)),
        notAfter: earliest(chain.map(({ validTo }) => validTo)),
      };
    }
    const parent = others.find((other) => !chain.includes(other) && vouches(other, child));
    if (parent === undefined) return null;
    chain.push(parent);
    child = parent;
  }
  return null;
}

function vouches(authority: X509Certificate, child: X509Certificate): boolean {
  return authority.ca && child.checkIssued(authority) && child.verify(authority.publicKey);
}

function isCurrent({ validFrom, validTo }: X509Certificate, now: Date): boolean {
  return new Date(validFrom) <= now && now < new Date(validTo);
}

function latest(moments: readonly string[]): Date {
  return new Date(Math.max(...moments.map((moment) => Date.parse(moment))));
}

function earliest(moments: readonly string[]): Date {
  return new Date(Math.min(...moments.map((moment) => Date.parse(moment))));
}

/** @throws Error when the text holds no certificate, or one that cannot be read */
export function readPem(pem: string): X509Certificate[] {
  const parts = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
  if (parts.length === 0) throw new Error('There is no certificate in the PEM text.');
  return parts.map(readOne);
}

function readPemOrNothing(pem: string): X509Certificate[] {
  try {
    return readPem(pem);
  } catch {
    return [];
  }
}

function readOne(pem: string): X509Certificate {
  return new X509Certificate(pem);
}

/** PayPal's own word that there is no such certificate: whoever named it made it up. */
const gone: ReadonlySet<number> = new Set([404, 410]);

/** The text at an address, never another one's: redirects are not followed, and reading stops at the limit. Null when there is nothing. */
async function download(url: string): Promise<string | null> {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), timeoutMs);
  try {
    const response = await fetch(url, { redirect: 'manual', signal: controller.signal });
    if (gone.has(response.status)) return null;
    if (response.status !== 200 || response.body === null) throw new Error(`HTTP ${response.status}`);
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    for await (const chunk of response.body) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw new Error(`The certificate is larger than ${maxBytes} bytes.`);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString('utf8');
  } catch (cause) {
    throw new DomainError(
      'unavailable',
      'paypal-certificate-away',
      'The certificate of a PayPal webhook could not be fetched.',
      {
        cause,
      },
    );
  } finally {
    controller.abort();
    clearTimeout(timer);
  }
}
