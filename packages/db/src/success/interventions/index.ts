export * from './act-results.queries.ts';
export * from './intervention-funnel.queries.ts';
export * from './intervention-outcomes.queries.ts';
export * from './intervention-policies.repository.ts';
export * from './intervention-success.queries.ts';
export * from './measure-outcomes.repository.ts';
export * from './notice-engagement.repository.ts';
export * from './watch-goals.repository.ts';
