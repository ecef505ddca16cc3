export { pagesRouter } from './pages-router.ts';
