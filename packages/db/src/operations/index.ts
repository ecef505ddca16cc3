export * from './consumers.queries.ts';
export * from './daily-digest.queries.ts';
export * from './dead-letters.queries.ts';
export * from './dead-letters.repository.ts';
export * from './freshness.queries.ts';
export * from './gauges.queries.ts';
export * from './job-runs.queries.ts';
export * from './known-addressee.queries.ts';
