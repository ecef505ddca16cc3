export { bookDoors } from './book-doors.ts';
export { startPlaybookAction } from './start-playbook.ts';
