export * from './decide.repository.ts';
export * from './facts.repository.ts';
export * from './figures.queries.ts';
export * from './measure.repository.ts';
export { inviteIdsAfter, invitesOfSuppliers } from './merge.repository.ts';
export { gatherReferralFacts } from './referral-facts.queries.ts';
export * from './referrals.queries.ts';
export { scoreReferrals } from './score-referrals.ts';
