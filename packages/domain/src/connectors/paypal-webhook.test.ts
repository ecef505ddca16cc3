import { describe, expect, test } from 'vitest';
import { isPaypalCertAddress, paypalCertOrigins, readPaypalTransmission } from './paypal-webhook.ts';

const origins = paypalCertOrigins(null);
const now = new Date('2026-02-10T12:00:00Z');
const headers = {
  'paypal-transmission-id': '103e3700-8b0c-11e6-8695-6b62a8a99ac4',
  'paypal-transmission-time': '2026-02-10T11:59:00Z',
  'paypal-transmission-sig': 'A'.repeat(344),
  'paypal-cert-url': 'https://api.paypal.com/v1/notifications/certs/CERT-360caa42-fca2a594-df8cd2d5',
  'paypal-auth-algo': 'SHA256withRSA',
};

test.each([
  ['https://api.paypal.com/v1/notifications/certs/CERT-1', true],
  ['https://api-m.sandbox.paypal.com/v1/notifications/certs/CERT-1', true],
  ['http://api.paypal.com/v1/notifications/certs/CERT-1', false],
  ['https://api.paypal.com.evil.example/v1/notifications/certs/CERT-1', false],
  ['https://evil-paypal.com/v1/notifications/certs/CERT-1', false],
  ['https://www.paypal.com/v1/notifications/certs/CERT-1', false],
  ['https://api.paypal.com@evil.example/v1/notifications/certs/CERT-1', false],
  ['https://user@api.paypal.com/v1/notifications/certs/CERT-1', false],
  ['https://api.paypal.com:8443/v1/notifications/certs/CERT-1', false],
  ['https://api.paypal.com/v1/notifications/certs/../../../redirect', false],
  ['https://api.paypal.com/v1/notifications/certs/CERT-1?to=https://evil.example', false],
  ['https://api.paypal.com/v1/notifications/certs/', false],
  ['https://api.paypal.com\\@evil.example/v1/notifications/certs/CERT-1', false],
  ['not an address', false],
])('a certificate at %s: %s', (address, allowed) => expect(isPaypalCertAddress(address, origins)).toBe(allowed));

describe('what can be told without asking anybody', () => {
  test('a transmission as PayPal sends it is read', () => {
    expect(readPaypalTransmission(headers, origins, now)).toMatchObject({ id: headers['paypal-transmission-id'] });
  });
  test.each([
    ['another algorithm', { 'paypal-auth-algo': 'SHA1withRSA' }, 'algorithm-wrong'],
    ['a missing signature', { 'paypal-transmission-sig': undefined }, 'header-missing'],
    ['a header sent twice', { 'paypal-transmission-id': ['one-long-id', 'two-long-id'] }, 'header-missing'],
    ['no time', { 'paypal-transmission-time': '2026-13-45T00:00:00Z' }, 'header-missing'],
    [
      'a strange host',
      { 'paypal-cert-url': 'https://evil.example/v1/notifications/certs/x' },
      'certificate-address-wrong',
    ],
    ['a time of two days ago', { 'paypal-transmission-time': '2026-02-08T11:00:00Z' }, 'timestamp-stale'],
    ['a time of tomorrow', { 'paypal-transmission-time': '2026-02-11T11:00:00Z' }, 'timestamp-stale'],
  ])('%s is turned away', (_what, changed, why) => {
    expect(readPaypalTransmission({ ...headers, ...changed }, origins, now)).toBe(why);
  });
});
