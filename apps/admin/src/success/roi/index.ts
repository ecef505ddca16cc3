import Balance from '@mui/icons-material/BalanceOutlined';
import { lazy } from 'react';
import type { AdminCapability } from '../../platform/index.ts';

/** What playbooks brought and cost. */
export const roi: Required<Pick<AdminCapability, 'pages' | 'navigation' | 'commands'>> = {
  pages: [{ path: '/roi', title: 'ROI', permission: 'roi:show', element: lazy(() => import('./RoiPage.tsx')) }],
  navigation: [{ group: 'Success', label: 'ROI', path: '/roi', icon: Balance, permission: 'roi:show', order: 90 }],
  commands: [
    {
      name: 'roi',
      label: 'ROI of playbooks',
      keywords: 'return saved revenue cost uplift effect',
      permission: 'roi:show',
      run: ({ navigate }) => navigate('/roi'),
    },
  ],
};
