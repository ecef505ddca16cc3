export * from './leakage-findings.ts';
export * from './leaks.queries.ts';
