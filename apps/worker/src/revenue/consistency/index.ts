export { watchConsistency } from './watch-consistency.ts';
