export * from './contract.ts';
export * from './correction.ts';
export * from './digest.ts';
export * from './digest-rules.ts';
export * from './event-catalogue.ts';
export * from './freshness.ts';
export * from './monitors/index.ts';
