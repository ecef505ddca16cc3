export * from './roi-cells.repository.ts';
export * from './roi-report.queries.ts';
