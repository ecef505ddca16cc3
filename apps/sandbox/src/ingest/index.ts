export { createIngestSender } from './ingest-sender.ts';
export type { IngestBacklog, IngestFeed, IngestSender, ProductEvent } from './ingest-sender.ts';
