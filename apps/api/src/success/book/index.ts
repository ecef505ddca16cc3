export { bookDoors, bookRoutes } from './book-routes.ts';
export { startPlaybookAction } from './start-playbook.ts';
