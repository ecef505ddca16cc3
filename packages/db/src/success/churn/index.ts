export * from './models.queries.ts';
export * from './models.repository.ts';
export * from './policies.repository.ts';
export * from './predictions.queries.ts';
export * from './predictions.repository.ts';
export * from './score-churn.ts';
export * from './snapshot.queries.ts';
export * from './watch.repository.ts';
