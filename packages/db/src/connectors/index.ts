export * from './paypal-transmissions.repository.ts';
export * from './product-event-letters.repository.ts';
export * from './product-event-months.repository.ts';
export * from './product-event-replays.repository.ts';
export { linkWaitingEvents, usageAmountSql, usageDetailSql } from './product-event-usage.repository.ts';
export * from './product-events.queries.ts';
export * from './product-events.repository.ts';
export * from './provider-events.repository.ts';
export * from './provider-events.queries.ts';
