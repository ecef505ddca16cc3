export * from './choose.ts';
export * from './cohorts.ts';
export * from './curves.ts';
export * from './expected-renewals.ts';
export * from './fit.ts';
export * from './mixture.ts';
