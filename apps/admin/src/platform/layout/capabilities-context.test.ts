import { describe, expect, it } from 'vitest';
import type { AdminCapability, NavigationItem } from '../capability.ts';
import { currentItem, navigationFor } from './capabilities-context.ts';

const icon = () => null;
const item = (path: string, more: Partial<NavigationItem> = {}): NavigationItem => ({
  group: 'Work',
  label: path,
  path,
  icon,
  permission: null,
  ...more,
});
const capability = (navigation: NavigationItem[]): AdminCapability => ({
  name: 'c',
  resources: [],
  pages: [],
  navigation,
});

describe('the rail', () => {
  it('leaves out what the role may not see, and groups that are empty then', () => {
    const money = item('/charges', { group: 'Money', permission: 'charges:list' });
    expect(navigationFor([capability([item('/'), money])], []).map(({ group }) => group)).toEqual(['Work']);
    expect(navigationFor([capability([item('/'), money])], ['charges:list']).map(({ group }) => group)).toEqual([
      'Work',
      'Money',
    ]);
  });
  it('puts numbered items first, then the order of the capabilities', () => {
    const sections = navigationFor([capability([item('/b'), item('/c')]), capability([item('/a', { order: 1 })])], []);
    expect(sections[0]?.items.map(({ path }) => path)).toEqual(['/a', '/b', '/c']);
  });
});

describe('the current item', () => {
  const sections = navigationFor([capability([item('/'), item('/suppliers'), item('/suppliers/mine')])], []);
  it('is the most specific one', () => expect(currentItem(sections, '/suppliers/mine')?.path).toBe('/suppliers/mine'));
  it('holds for the records of its list', () =>
    expect(currentItem(sections, '/suppliers/sup_1/show')?.path).toBe('/suppliers'));
  it('is not home for every page', () => expect(currentItem(sections, '/elsewhere')).toBeUndefined());
});
