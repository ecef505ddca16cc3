export * from './cells.ts';
export * from './contract.ts';
export * from './recommendations.ts';
export * from './report.ts';
