export * from './contract.ts';
export * from './saved-share.ts';
