export * from './contract.ts';
export * from './errors.ts';
export * from './ingest.ts';
export * from './limits.ts';
export * from './task-rules.ts';
export * from './text.ts';
export * from './vocabulary.ts';
export * from './wedding-guard.ts';
