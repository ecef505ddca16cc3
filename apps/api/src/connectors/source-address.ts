import { isIP, isIPv6 } from 'node:net';

/**
 * Who brought a call, as far as limits are concerned: the address that the outermost of our own proxies saw. Of IPv6 the first half counts, because
 * whoever has one such address has all that begin with it.
 * @param forwardedFor what X-Forwarded-For says; each proxy adds at its end
 * @param proxies how many proxies in front of us are ours
 */
export function sourceAddress(remote: string, forwardedFor: string | undefined, proxies: number): string {
  const told = (forwardedFor ?? '').split(',').map((part) => part.trim());
  const chain = [remote, ...told.filter((part) => part !== '').toReversed()];
  const address = (chain[Math.min(proxies, chain.length - 1)] ?? remote).replace(/^::ffff:(?=\d+\.)/i, '');
  if (isIP(address) === 0) return 'unknown';
  return isIPv6(address) ? firstHalf(address) : address;
}

const groupCount = 8;

function firstHalf(address: string): string {
  const [head = [], tail = []] = address.split('::').map((part) => part.split(':').filter((group) => group !== ''));
  const zeros = Array.from({ length: Math.max(0, groupCount - head.length - tail.length) }, () => '0');
  const groups = [...head, ...zeros, ...tail].slice(0, groupCount / 2);
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
}
