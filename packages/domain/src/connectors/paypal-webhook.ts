import { DAY_MS, exactOrigins, HOUR_MS } from '@wedsync/domain/platform';

/** What PayPal says beside the body of a delivery. */
export type PaypalTransmission = {
  readonly id: string;
  readonly sentAt: Date;
  /** As it stands in the header: it is signed letter by letter. */
  readonly sentAtText: string;
  readonly signature: string;
  readonly certUrl: string;
  readonly authAlgo: string;
};

export type PaypalRefusal =
  | 'header-missing'
  | 'algorithm-wrong'
  | 'certificate-address-wrong'
  | 'timestamp-stale'
  | 'certificate-wrong'
  | 'signature-wrong'
  | 'replayed-transmission'
  | 'never-verified';

/** Why each is turned away, in words. */
export const paypalRefusals: Readonly<Record<PaypalRefusal, string>> = {
  'header-missing': 'A PayPal transmission header is missing or malformed.',
  'algorithm-wrong': 'PayPal signs with SHA256withRSA and nothing else.',
  'certificate-address-wrong': 'The certificate is not at one of PayPal’s own addresses.',
  'timestamp-stale': 'The transmission is more than a day old, or from the future.',
  'certificate-wrong': 'The certificate does not lead to a trusted root, or is not valid now.',
  'signature-wrong': 'The signature does not match the body.',
  'replayed-transmission': 'This transmission came before with another body.',
  'never-verified': 'It could not be verified for three days; PayPal’s list of events tells of it if it was real.',
};

/** Where PayPal serves its certificates, live and sandbox. */
const paypalCertHosts: readonly string[] = [
  'api.paypal.com',
  'api-m.paypal.com',
  'api.sandbox.paypal.com',
  'api-m.sandbox.paypal.com',
];
/** Where certificates may come from: as configured, or PayPal’s own hosts. */
export function paypalCertOrigins(configured: readonly string[] | null): readonly string[] {
  return configured ?? exactOrigins(paypalCertHosts);
}

/** The name on the certificate that signs webhooks. */
export const paypalSignerName = 'messageverificationcerts.paypal.com';

const certPath = '/v1/notifications/certs/';
/** Retries span days, but each is signed anew. */
const oldestMs = DAY_MS;
const clockSpreadMs = HOUR_MS / 12;

/** Whether a certificate may be fetched from an address: one of the exact origins, the exact path, nothing that could lead elsewhere. */
export function isPaypalCertAddress(address: string, origins: readonly string[]): boolean {
  if (!URL.canParse(address)) return false;
  const { origin, pathname, username, password, search, hash } = new URL(address);
  const plain = username === '' && password === '' && search === '' && hash === '' && !address.includes('\\');
  return (
    plain &&
    origins.includes(origin) &&
    pathname.startsWith(certPath) &&
    /^[\w.-]+$/.test(pathname.slice(certPath.length))
  );
}

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;
const shapes = {
  'paypal-transmission-id': /^[\w-]{8,128}$/,
  'paypal-transmission-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/,
  'paypal-transmission-sig': /^[A-Za-z0-9+/]{64,2000}={0,2}$/,
  'paypal-cert-url': /^.{1,500}$/,
  'paypal-auth-algo': /^.{1,64}$/,
} as const;

/** What can be told about a delivery without asking anybody: the transmission, or why it is turned away. */
export function readPaypalTransmission(
  headers: Headers,
  origins: readonly string[],
  now: Date,
): PaypalTransmission | PaypalRefusal {
  const read = (name: keyof typeof shapes) => {
    const value = headers[name];
    return typeof value === 'string' && shapes[name].test(value) ? value : null;
  };
  const [id, time, signature] = [
    read('paypal-transmission-id'),
    read('paypal-transmission-time'),
    read('paypal-transmission-sig'),
  ];
  const [certUrl, authAlgo] = [read('paypal-cert-url'), read('paypal-auth-algo')];
  if (id === null || time === null || signature === null || certUrl === null || authAlgo === null)
    return 'header-missing';
  const sentAt = new Date(time);
  if (Number.isNaN(sentAt.getTime())) return 'header-missing';
  if (authAlgo !== 'SHA256withRSA') return 'algorithm-wrong';
  if (!isPaypalCertAddress(certUrl, origins)) return 'certificate-address-wrong';
  const ageMs = now.getTime() - sentAt.getTime();
  if (ageMs > oldestMs || ageMs < -clockSpreadMs) return 'timestamp-stale';
  return { id, sentAt, sentAtText: time, signature, certUrl, authAlgo };
}

/** The text PayPal signs. The CRC32 binds the body only loosely, so nothing is ever booked from the body itself. */
export function signedByPaypal(
  { id, sentAtText }: Pick<PaypalTransmission, 'id' | 'sentAtText'>,
  webhookId: string,
  bodyCrc32: number,
): string {
  return `${id}|${sentAtText}|${webhookId}|${bodyCrc32}`;
}
