import type { Principal } from '@wedsync/domain/platform';
import { describe, expect, test } from 'vitest';
import { maskEmail, maskPersonal, maskPhone } from './masking.ts';
import { permissionsOf } from './permissions.ts';

function person(role: string): Principal {
  return {
    kind: 'staff',
    id: 'stf_1',
    name: 'A',
    email: null,
    roles: [role],
    permissions: permissionsOf([role]),
    scope: { kind: 'all' },
  };
}
const contact = { name: 'Sam', email: 'sam@example.com', phone: '+44 20 7946 0123' };

describe('masking', () => {
  test('keeps what recognises an address and no more', () =>
    expect(maskEmail('sam@example.com')).toBe('s•••@example.com'));
  test('hides what is no address at all', () => expect(maskEmail('sam')).toBe('•••'));
  test('keeps two digits of a telephone number', () => expect(maskPhone('+44 20 7946 0123')).toBe('••• 23'));
  test('hides a short number whole', () => expect(maskPhone('123')).toBe('•••'));
  test('spares those who talk to suppliers', () => expect(maskPersonal(contact, person('csm'))).toEqual(contact));
  test.each(['finance', 'marketing', 'auditor'])('applies to %s', (role) =>
    expect(maskPersonal(contact, person(role))).toEqual({ name: 'Sam', email: 's•••@example.com', phone: '••• 23' }),
  );
  test('invents nothing where there is nothing', () =>
    expect(maskPersonal({ email: 'sam@example.com', phone: null }, person('auditor')).phone).toBeNull());
});
