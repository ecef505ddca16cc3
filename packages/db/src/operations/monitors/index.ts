export * from './judge-modes.repository.ts';
export * from './judge-monitors.repository.ts';
export * from './measures.ts';
export * from './monitors.queries.ts';
export * from './readings.repository.ts';
export * from './tunings.repository.ts';
export * from './watch-policy.repository.ts';
