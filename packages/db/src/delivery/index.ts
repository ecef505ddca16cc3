export * from './addressees.queries.ts';
export * from './alerts.queries.ts';
export * from './alerts.repository.ts';
export * from './live-events.queries.ts';
export * from './message-sending.repository.ts';
export * from './messages.queries.ts';
export * from './messages.repository.ts';
