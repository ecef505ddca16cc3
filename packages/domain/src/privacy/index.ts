export * from './consent-rules.ts';
export * from './contract.ts';
