import { createTask, findTask, listTasks, updateTask } from '@wedsync/db/suppliers';
import { createTaskSchema, taskFilterSchema, taskSchema, updateTaskSchema } from '@wedsync/domain/suppliers';
import { defineResource } from '../platform/index.ts';

export const tasksResource = defineResource({
  name: 'tasks',
  description: 'Something a person should do for a supplier, and why; one per supplier, type and reason while open.',
  row: taskSchema,
  filter: taskFilterSchema,
  list: listTasks,
  show: findTask,
  create: { input: createTaskSchema, run: (writer, task, { uuids }) => createTask(writer, task, uuids) },
  update: { input: updateTaskSchema, run: updateTask },
});
