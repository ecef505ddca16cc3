export * from './contract.ts';
export * from './freshness.ts';
