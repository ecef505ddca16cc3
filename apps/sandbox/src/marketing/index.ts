export { MarketingInbox, marketingRouter } from './marketing-tool.ts';
export type { CaughtMarketingEvent } from './marketing-tool.ts';
