import { Invalid } from '@wedsync/domain/platform';
import type { CountInDays, SegmentValue } from '@wedsync/domain/suppliers';

type Given = SegmentValue | undefined;

// Rules are checked when they are written; these only tell the compiler so, and refuse what was put into the table by other means.

export function one(value: Given): string | number | boolean {
  return typeof value === 'object' || value === undefined ? unread() : value;
}

export function many(value: Given): string[] {
  return isList(value) ? value.map(String) : unread();
}

export function pair(value: Given): readonly [string | number, string | number] {
  const [low, high] = isList(value) ? value : [];
  return low === undefined || high === undefined ? unread() : [low, high];
}

export function whole(value: Given): number {
  return typeof value === 'number' ? value : unread();
}

export function count(value: Given): CountInDays {
  return typeof value === 'object' && 'count' in value ? value : unread();
}

function isList(value: Given): value is readonly string[] | readonly [number, number] {
  return Array.isArray(value);
}

function unread(): never {
  throw Invalid({ message: 'A value of this rule cannot be read any more. Change the rule.' });
}
