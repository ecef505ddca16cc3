export * from './contract.ts';
export * from './ecb-rates.ts';
