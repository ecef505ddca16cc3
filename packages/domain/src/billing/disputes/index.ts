export * from './contract.ts';
export * from './evidence-checklist.ts';
