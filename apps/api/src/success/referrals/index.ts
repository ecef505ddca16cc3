import { decideReferralAction } from './decide-referral.ts';
import { referrals } from './referrals.ts';

export { referralFiguresDoor } from './referrals.ts';

export const referralResources = [referrals];
export const referralActions = [decideReferralAction];
