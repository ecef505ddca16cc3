import Diversity from '@mui/icons-material/Diversity3Outlined';
import { lazy } from 'react';
import type { AdminCapability } from '../../platform/index.ts';
import type { SupplierSlots } from '../../suppliers/index.ts';

type Parts = Required<
  Pick<
    AdminCapability & SupplierSlots,
    'resources' | 'pages' | 'navigation' | 'commands' | 'supplierPanels' | 'timelineKinds'
  >
>;

/** Who invited whom, and how far that carries the product. */
export const referrals: Parts = {
  resources: [
    {
      name: 'referrals',
      list: lazy(() => import('./ReferralList.tsx')),
      recordRepresentation: 'inviteId',
      options: { label: 'Invites' },
    },
  ],
  pages: [
    {
      path: '/referral-figures',
      title: 'Referrals',
      permission: 'referrals:list',
      element: lazy(() => import('./FiguresPage.tsx')),
    },
  ],
  navigation: [
    {
      group: 'Success',
      label: 'Referrals',
      path: '/referral-figures',
      icon: Diversity,
      permission: 'referrals:list',
      order: 40,
    },
  ],
  commands: [
    {
      name: 'referrals',
      label: 'Referrals',
      keywords: 'invites viral k-factor cycle super-connectors growth',
      permission: 'referrals:list',
      run: ({ navigate }) => navigate('/referral-figures'),
    },
    {
      name: 'referral-fraud',
      label: 'Invites that look like fraud',
      keywords: 'self-referral same card burst',
      permission: 'referrals:list',
      run: ({ navigate }) => navigate('/referrals?filter=%7B%22state%22%3A%5B%22fraud%22%5D%7D'),
    },
  ],
  supplierPanels: [
    {
      id: 'referrals',
      place: 'main',
      order: 130,
      permission: 'referrals:list',
      element: lazy(() => import('./SupplierReferralsPanel.tsx')),
    },
  ],
  timelineKinds: { referral: { icon: Diversity, tone: 'accent', label: 'Referral' } },
};
