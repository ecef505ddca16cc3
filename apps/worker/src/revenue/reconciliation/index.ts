export { fixException } from './fix-exception.ts';
export { reconcile } from './reconcile.ts';
