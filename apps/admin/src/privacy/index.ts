import HowToRegOutlined from '@mui/icons-material/HowToRegOutlined';
import { lazy } from 'react';
import type { AdminCapability } from '../platform/index.ts';
import type { SupplierSlots } from '../suppliers/index.ts';

/** What privacy adds to the admin: the history of consents, and beside each supplier what its contacts allow. */
export const privacy: AdminCapability & SupplierSlots = {
  name: 'privacy',
  resources: [{ name: 'consents', list: lazy(() => import('./consents/ConsentList.tsx')) }],
  pages: [],
  navigation: [
    {
      group: 'Delivery',
      label: 'Consents',
      path: '/consents',
      icon: HowToRegOutlined,
      permission: 'consents:list',
      order: 50,
    },
  ],
  timelineKinds: { consent: { icon: HowToRegOutlined, tone: 'neutral', label: 'Consent' } },
  supplierPanels: [
    {
      id: 'consents',
      place: 'rail',
      order: 100,
      permission: 'consents:list',
      element: lazy(() => import('./consents/ConsentPanel.tsx')),
    },
  ],
};
