export { createIngestSender } from './ingest-sender.ts';
export type { IngestBacklog, IngestSender } from './ingest-sender.ts';
