export * from './celebrate.repository.ts';
export { cohortsAreStale, measureMilestoneCohorts } from './cohorts.repository.ts';
export * from './cohorts.queries.ts';
export * from './late.queries.ts';
export * from './late.repository.ts';
export * from './milestones.queries.ts';
export * from './milestones.repository.ts';
export * from './recognise.repository.ts';
export * from './supplier-milestones.queries.ts';
