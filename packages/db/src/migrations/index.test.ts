import { expect, test } from 'vitest';
import { migrations } from './index.ts';

test('migrations are applied in the order of their names, each name once', () => {
  const names = migrations.map(({ name }) => name);
  expect(names).toEqual([...new Set(names)].toSorted());
});
