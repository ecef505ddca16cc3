export { scoreReferralsOnFacts } from './score-referrals.ts';
export { watchReferrals } from './watch-referrals.ts';
