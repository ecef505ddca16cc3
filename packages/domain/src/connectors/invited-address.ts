type KeyOf = (address: string) => string;

/**
 * An event as it came, its property `invitee` (whom somebody invited) replaced by `inviteeKey`, a keyed hash of the address, and `inviteeDomain`. Works on
 * what nobody has judged yet, so that the address stands in no stored event and in no dead letter either.
 */
export function withoutInvitedAddress(raw: unknown, keyOf: KeyOf): unknown {
  if (!isRecord(raw) || !isRecord(raw.properties)) return raw;
  const { invitee, inviteeKey: _key, inviteeDomain: _domain, ...properties } = raw.properties;
  if (typeof invitee !== 'string') return { ...raw, properties };
  const address = invitee.trim().toLowerCase();
  return { ...raw, properties: { ...properties, inviteeKey: keyOf(address), inviteeDomain: domainOf(address) } };
}

/** Null for what is no e-mail address, such as a telephone number. */
function domainOf(address: string): string | null {
  return /^[^\s@]+@([a-z0-9-]+(?:\.[a-z0-9-]+)+)$/.exec(address)?.[1] ?? null;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
