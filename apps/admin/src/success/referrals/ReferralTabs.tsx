import { SisterPages } from '../SisterPages.tsx';

const places = [
  { path: '/referral-figures', label: 'Figures' },
  { path: '/referrals', label: 'Invites' },
] as const;

/** How far suppliers carry the product, and the invites it rests on. */
export function ReferralTabs() {
  return <SisterPages label="Referrals" places={places} />;
}
