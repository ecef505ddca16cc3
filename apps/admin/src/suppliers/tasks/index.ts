/** What pages of other capabilities show of tasks. Apart from the index of suppliers, so that only they load it. */
export { taskColumns } from './task-columns.tsx';
export { taskInList, taskPath } from './task-path.ts';
