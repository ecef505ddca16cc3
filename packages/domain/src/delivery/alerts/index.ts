export * from './buttons.ts';
export * from './policy.ts';
export * from './routing.ts';
export * from './snooze.ts';
