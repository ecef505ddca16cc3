const loopback: ReadonlySet<string> = new Set(['127.0.0.1', '[::1]', 'localhost']);

/**
 * The exact origins of a list such as `api.paypal.com,http://127.0.0.1:4010`. A bare name means https.
 * @throws Error for an entry that is no origin, or one without TLS that is not this very machine
 */
export function exactOrigins(list: readonly string[]): readonly string[] {
  return list.map((entry) => {
    const text = entry.includes('://') ? entry : `https://${entry}`;
    if (!URL.canParse(text)) throw new Error(`${entry} is no host.`);
    const { origin, protocol, hostname, href } = new URL(text);
    if (href !== `${origin}/`) throw new Error(`${entry} is more than a host.`);
    if (protocol !== 'https:' && !(protocol === 'http:' && loopback.has(hostname)))
      throw new Error(`${entry} would be asked without TLS.`);
    return origin;
  });
}
