export * from './actor.ts';
export * from './errors.ts';
export * from './ids.ts';
export * from './limits.ts';
export * from './money.ts';
export * from './paging.ts';
export * from './principal.ts';
export * from './time.ts';
