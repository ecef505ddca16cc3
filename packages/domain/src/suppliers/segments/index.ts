export * from './contract.ts';
export * from './describe-rule.ts';
export * from './operators.ts';
export * from './read-rule.ts';
export * from './rule.ts';
