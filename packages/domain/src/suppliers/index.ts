export * from './contract.ts';
export * from './ingest.ts';
export * from './limits.ts';
export * from './text.ts';
export * from './vocabulary.ts';
