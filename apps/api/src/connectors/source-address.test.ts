import { expect, test } from 'vitest';
import { sourceAddress } from './source-address.ts';

test.each([
  ['without a proxy only the connection counts', '203.0.113.9', '198.51.100.1', 0, '203.0.113.9'],
  ['one proxy of ours is believed for one address', '10.0.0.1', '1.1.1.1, 203.0.113.9', 1, '203.0.113.9'],
  ['a chain shorter than our proxies ends at its first', '10.0.0.1', undefined, 2, '10.0.0.1'],
  ['an IPv4 address written as IPv6 is the IPv4 address', '::ffff:203.0.113.9', undefined, 0, '203.0.113.9'],
  ['IPv6 counts by its first half', '2001:db8:0:7:1:2:3:4', undefined, 0, '2001:db8:0:7::/64'],
  ['however it is written', '2001:0DB8::7:1:2:3:4', undefined, 0, '2001:db8:0:7::/64'],
  ['what is no address is unknown', '10.0.0.1', 'nonsense', 1, 'unknown'],
])('%s', (_claim, remote, forwardedFor, proxies, source) => {
  expect(sourceAddress(remote, forwardedFor, proxies)).toBe(source);
});
