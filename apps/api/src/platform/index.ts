export * from './action.ts';
export * from './capability.ts';
export * from './env.ts';
export * from './list-request.ts';
export * from './problem.ts';
export * from './resource-router.ts';
export * from './resource.ts';
export * from './services.ts';
