export * from './contract.ts';
export * from './errors.ts';
export * from './figures.ts';
export * from './policy.ts';
export * from './verdict.ts';
