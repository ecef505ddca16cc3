export * from './refusal.ts';
export * from './retry-delay.ts';
export * from './send-one.ts';
export * from './send-through.ts';
