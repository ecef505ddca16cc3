import { useQuery } from '@tanstack/react-query';
import { referralFiguresSchema, type ReferralFigures } from '@wedsync/domain/success';
import { getJson } from '../../platform/index.ts';

/** How far suppliers carry the product; the key starts with the resource, so the live stream refreshes it. */
export function useReferralFigures() {
  return useQuery<ReferralFigures>({
    queryKey: ['referrals', 'figures'],
    queryFn: async ({ signal }) => referralFiguresSchema.parse(await getJson('/referral-figures', signal)),
  });
}
