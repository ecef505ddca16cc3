export * from './cohort.ts';
export * from './contract.ts';
export * from './errors.ts';
export * from './policy.ts';
export * from './rule.ts';
export * from './standing.ts';
