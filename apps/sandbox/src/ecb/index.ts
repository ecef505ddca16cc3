export { ecbRouter } from './ecb-router.ts';
