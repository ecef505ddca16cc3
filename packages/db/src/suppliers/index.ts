export * from './ingest.repository.ts';
export * from './suppliers.queries.ts';
export * from './suppliers.repository.ts';
export * from './tasks.queries.ts';
export * from './tasks.repository.ts';
export * from './timeline-entries.repository.ts';
