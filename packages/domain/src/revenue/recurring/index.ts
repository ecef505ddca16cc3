export * from './history.ts';
export * from './views.ts';
export * from './publication.ts';
export * from './figures.ts';
export * from './contract.ts';
export * from './present-state.ts';
export * from './customer-discounts.ts';
