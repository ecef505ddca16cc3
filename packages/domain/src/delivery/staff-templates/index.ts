export * from './contract.ts';
export * from './placeholders.ts';
export * from './problems.ts';
export * from './render.ts';
