export * from './contract.ts';
export * from './ecb-rates.ts';
export * from './reporting-day.ts';
