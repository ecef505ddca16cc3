export * from './change.ts';
export * from './classify.ts';
export * from './fx.ts';
export * from './movements.ts';
export * from './restatement.ts';
export * from './segment.ts';
