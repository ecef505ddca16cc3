export * from './contract.ts';
export * from './effect.ts';
export * from './engagement.ts';
export * from './intervention-success.ts';
export * from './policy.ts';
export * from './sample-size.ts';
