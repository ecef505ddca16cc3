import { expect, test } from 'vitest';
import { withoutInvitedAddress } from './invited-address.ts';

const keyOf = (address: string) => `key of ${address}`;
const sealed = (properties: unknown) => withoutInvitedAddress({ id: 'e1', properties }, keyOf);

test('an invited address becomes its key and its domain, however it was written', () =>
  expect(sealed({ invite: 'i1', invitee: ' Rose@Lily-Florist.example ' })).toEqual({
    id: 'e1',
    properties: {
      invite: 'i1',
      inviteeKey: 'key of rose@lily-florist.example',
      inviteeDomain: 'lily-florist.example',
    },
  }));

test.each([['+44 20 7946 0000'], ['a@b']])('what is no e-mail address, %s, has a key and no domain', (invitee) =>
  expect(sealed({ invitee })).toMatchObject({ properties: { inviteeKey: `key of ${invitee}`, inviteeDomain: null } }),
);

test.each([[{ email: 'rose@lily.example' }], [['rose@lily.example']], [7], [null]])(
  'no text, %j, is not kept',
  (invitee) => expect(sealed({ invite: 'i1', invitee })).toEqual({ id: 'e1', properties: { invite: 'i1' } }),
);

test('a key that somebody sends along is no key', () =>
  expect(sealed({ invite: 'i1', inviteeKey: 'mine' })).toEqual({ id: 'e1', properties: { invite: 'i1' } }));

test.each([[null], ['text'], [7], [[]], [{ properties: 'none' }], [{ name: 'login' }]])(
  'what is no event with properties, %j, stays as it came',
  (raw) => expect(withoutInvitedAddress(raw, keyOf)).toEqual(raw),
);
