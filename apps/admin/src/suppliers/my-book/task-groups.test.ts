import type { Task } from '@wedsync/domain/suppliers';
import { describe, expect, test } from 'vitest';
import { groupTasks } from './task-groups.ts';

const task = (title: string, dueOn: string | null): Task => ({
  id: title,
  title,
  dueOn,
  supplierId: null,
  supplierName: null,
  type: 'follow_up',
  reason: title,
  detail: null,
  priority: 'normal',
  status: 'open',
  ownerId: null,
  ownerName: null,
  nextWeddingOn: null,
  snoozedUntil: null,
  source: 'staff',
  outcome: null,
  createdBy: 'stf_x',
  closedBy: null,
  closedAt: null,
  version: 1,
  createdAt: '2026-06-01T00:00:00Z',
  updatedAt: '2026-06-01T00:00:00Z',
});

const wednesday = '2026-06-10';
const grouped = (today: string, ...days: (string | null)[]) =>
  groupTasks(
    days.map((day) => task(String(day), day)),
    today,
  ).map(({ label, tasks }) => [label, tasks.map(({ title }) => title)]);

describe('tasks of a book', () => {
  test('stand under when they are due, and what has no day comes last', () => {
    expect(grouped(wednesday, '2026-06-09', '2026-06-10', '2026-06-14', '2026-06-15', null)).toEqual([
      ['Overdue', ['2026-06-09']],
      ['Today', ['2026-06-10']],
      ['This week', ['2026-06-14']],
      ['Later', ['2026-06-15']],
      ['Without a day', ['null']],
    ]);
  });

  test('of a Sunday have no rest of the week', () => {
    expect(grouped('2026-06-14', '2026-06-14', '2026-06-15')).toEqual([
      ['Today', ['2026-06-14']],
      ['Later', ['2026-06-15']],
    ]);
  });

  test('keep the order in which they came', () => {
    expect(grouped(wednesday, '2026-06-02', '2026-06-01')).toEqual([['Overdue', ['2026-06-02', '2026-06-01']]]);
  });
});
