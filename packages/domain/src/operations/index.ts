export * from './contract.ts';
export * from './correction.ts';
export * from './freshness.ts';
