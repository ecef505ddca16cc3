import { rolesWith } from '@wedsync/domain/access';
import { describe, expect, test } from 'vitest';
import { createRegistry } from '../../src/access/actions/registry.ts';
import { capabilities } from '../../src/capabilities.ts';
import type { AnyAction } from '../../src/platform/index.ts';

const resources = capabilities.flatMap((capability) => capability.resources);
const actions = capabilities.flatMap((capability) => capability.actions);

describe('what the api offers', () => {
  test.each(actions.map((action): [string, AnyAction] => [action.name, action]))(
    '%s has a row in the permission table',
    (_name, action) => expect(rolesWith(action.permission)).not.toEqual([]),
  );

  test.each(resources.flatMap(({ name, verbs }) => verbs.map((verb) => [name, verb] as const)))(
    '%s:%s has a row in the permission table',
    (name, verb) => expect(rolesWith(`${name}:${verb}`)).not.toEqual([]),
  );

  test('gives no action to a role that cannot read its resource', () => {
    for (const { permission, definition } of actions) {
      const readers = rolesWith(`${definition.resource}:show`);
      expect(
        rolesWith(permission).filter((role) => !readers.includes(role)),
        permission,
      ).toEqual([]);
    }
  });

  test('refuses to let one person write to any number of customers', () => {
    const sends = actions.find(({ definition }) => definition.sendsMail === true && definition.bulk === true);
    if (sends === undefined) throw new Error('No action writes to many.');
    const unbounded = { ...sends, definition: { ...sends.definition, aloneUpTo: undefined } };
    expect(() => createRegistry([{ name: 'x', resources: [], actions: [unbounded] }])).toThrow(/one person may ask/);
  });

  test('refuses two actions of one name', () => {
    const [first] = actions;
    if (first === undefined) throw new Error('There are no actions.');
    const twice = { name: 'twice', resources: [], actions: [first, first] };
    expect(() => createRegistry([twice])).toThrow(/same name/);
  });
});
