export * from './collection-requests.repository.ts';
export * from './debt-facts.queries.ts';
export * from './dunning-cases.queries.ts';
export * from './dunning-cases.repository.ts';
export * from './dunning-figures.queries.ts';
export * from './lay-plan.repository.ts';
export * from './paypal-debts.queries.ts';
export * from './tell-of-case.repository.ts';
