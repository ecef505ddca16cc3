export { hostedRouter } from './hosted-router.ts';
