export * from './dispute-answers.repository.ts';
export * from './dispute-cases.queries.ts';
export * from './open-dispute.ts';
