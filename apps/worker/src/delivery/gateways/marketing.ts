import type { MarketingProfile, OutgoingMessage } from '@wedsync/db/delivery';
import { z } from 'zod';
import { refusalOf, thrownOutcome } from './answers.ts';
import type { Gateway, SendOutcome } from './gateway.ts';

type Options = {
  readonly baseUrl: string;
  readonly secret: () => Promise<string | null>;
  /** Who the messages are about, at this moment, by message id. */
  readonly profilesOf: (messages: readonly OutgoingMessage[]) => Promise<ReadonlyMap<string, MarketingProfile>>;
  readonly timeoutMs?: number;
};

const defaultTimeoutMs = 10_000;
const payloadSchema = z.object({
  event: z.string(),
  occurredAt: z.string(),
  properties: z.record(z.string(), z.unknown()),
});
const acceptedSchema = z.object({ id: z.string() }).catch({ id: '' });

/**
 * Events for the marketing tool over HTTP, at one address set by whoever installs the product: nobody's input decides where it goes, and redirects are
 * not followed. The id of an event stays over repeats, so the tool recognises one that arrives twice.
 */
export function marketingGateway(options: Options): Gateway {
  const fixed = { destination: 'marketing-tool', whenUnknown: { kind: 'repeat' } } as const;
  const openFor = async (messages: readonly OutgoingMessage[]): Promise<Gateway> => {
    const [secret, profiles] = await Promise.all([options.secret(), options.profilesOf(messages)]);
    return { ...fixed, send: (message) => tell(options, secret, profiles.get(message.id), message) };
  };
  return { ...fixed, openFor, send: async (message) => (await openFor([message])).send(message) };
}

async function tell(
  options: Options,
  secret: string | null,
  profile: MarketingProfile | undefined,
  message: OutgoingMessage,
): Promise<SendOutcome> {
  if (secret === null) return { outcome: 'failed', error: 'No secret of the marketing tool is stored.' };
  if (profile === undefined) return { outcome: 'refused', error: 'The supplier or contact is gone.', recipient: null };
  try {
    // What it says beside its status may repeat whom we told it of.
    const response = await post(options, secret, message, profile);
    if (!response.ok) return refusalOf(response, `It answered ${response.status}.`);
    return { outcome: 'sent', providerId: acceptedSchema.parse(await response.json().catch(() => null)).id || null };
  } catch (error) {
    return thrownOutcome(error);
  }
}

function post(
  { baseUrl, timeoutMs = defaultTimeoutMs }: Options,
  secret: string,
  message: OutgoingMessage,
  { contactName, email, ...supplier }: MarketingProfile,
): Promise<Response> {
  const id = `${message.source}:${message.sourceId}`;
  const { event, occurredAt, properties } = payloadSchema.parse(message.payload);
  return fetch(new URL('api/marketing/events', baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`), {
    method: 'POST',
    redirect: 'error',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json', 'idempotency-key': id },
    body: JSON.stringify({ id, event, occurredAt, supplier, contact: { name: contactName, email }, properties }),
    signal: AbortSignal.timeout(timeoutMs),
  });
}
