import { describe, expect, test } from 'vitest';
import { allPermissions, isPermission, permissionsOf, permissionTable, rolesWith } from './permissions.ts';
import { roles } from './roles.ts';

describe('the permission table', () => {
  test('writes every row as resource:verb', () => {
    expect(Object.keys(permissionTable).filter((key) => !isPermission(key))).toEqual([]);
  });

  test('gives every row to somebody, each role once', () => {
    for (const permission of allPermissions()) {
      const held = rolesWith(permission);
      expect(held.length, permission).toBeGreaterThan(0);
      expect(new Set(held).size, permission).toBe(held.length);
    }
  });

  test('lets whoever changes a resource also read it', () => {
    for (const permission of allPermissions()) {
      const resource = permission.split(':')[0] ?? '';
      const readers = rolesWith(`${resource}:show`);
      if (readers.length === 0) continue;
      expect(
        rolesWith(permission).filter((role) => !readers.includes(role)),
        permission,
      ).toEqual([]);
    }
  });

  test('lets the auditor read and nothing else, apart from keeping views and taking the trail away', () => {
    const beyondReading = [...permissionsOf(['auditor'])].filter(
      (permission) => !/:(list|show|export)$/.test(permission),
    );
    expect(beyondReading.filter((permission) => !permission.startsWith('saved-views:'))).toEqual([]);
  });

  test('adds up over several roles', () => {
    const both = permissionsOf(['csm', 'finance']);
    for (const role of ['csm', 'finance'])
      for (const permission of permissionsOf([role])) expect(both.has(permission)).toBe(true);
  });

  test('gives nothing to a role that does not exist', () => {
    expect(permissionsOf(['owner', 'constructor']).size).toBe(0);
    expect(rolesWith('toString:list')).toEqual([]);
  });

  test('leaves no role without anything to do', () => {
    for (const role of roles) expect(permissionsOf([role]).size, role).toBeGreaterThan(10);
  });
});
