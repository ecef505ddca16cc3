import type { Task } from '@wedsync/domain/suppliers';
import { listUrl, recordPath } from '../../platform/index.ts';

/** Where a task is done: on its supplier's page, or in the queue of whoever has it when it is about no supplier. */
export function taskPath({ id, supplierId, ownerId }: Pick<Task, 'id' | 'supplierId' | 'ownerId'>): string {
  if (supplierId !== null) return recordPath('suppliers', supplierId);
  const query = new URLSearchParams({ task: id, ...(ownerId !== null && { owner: ownerId }) });
  return `/my-book?${query.toString()}`;
}

/** The one task in the list of all, whoever has it and however it stands. */
export function taskInList(id: string): string {
  return listUrl('tasks', { filter: { id: [id] } });
}
