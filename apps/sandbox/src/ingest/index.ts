export { createIngestSender } from './ingest-sender.ts';
export type { IngestBacklog } from './ingest-sender.ts';
