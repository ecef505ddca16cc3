export * from './alert-types.ts';
export * from './contract.ts';
export * from './delivery-policy.ts';
export * from './letter.ts';
export * from './may-hear.ts';
export * from './message-rules.ts';
export * from './slack-blocks.ts';
export * from './templates/index.ts';
