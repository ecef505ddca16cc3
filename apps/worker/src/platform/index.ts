export * from './capability.ts';
export * from './consumer.ts';
export * from './job.ts';
