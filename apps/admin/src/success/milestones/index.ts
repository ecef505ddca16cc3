import Flag from '@mui/icons-material/FlagOutlined';
import { lazy } from 'react';
import type { AdminCapability } from '../../platform/index.ts';
import type { SupplierSlots } from '../../suppliers/index.ts';

type Parts = Required<
  Pick<
    AdminCapability & SupplierSlots,
    'resources' | 'pages' | 'navigation' | 'commands' | 'supplierPanels' | 'timelineKinds'
  >
>;

/** What milestones add to the admin: how cohorts do, who is late, the definitions, and a panel of each supplier. */
export const milestones: Parts = {
  resources: [
    {
      name: 'milestones',
      list: lazy(() => import('./MilestoneList.tsx')),
      create: lazy(() => import('./MilestoneCreate.tsx')),
      edit: lazy(() => import('./MilestoneEdit.tsx')),
      recordRepresentation: 'title',
      options: { label: 'Milestone definitions' },
    },
    {
      name: 'late-milestones',
      list: lazy(() => import('./LateList.tsx')),
      recordRepresentation: 'businessName',
      options: { label: 'Late for milestones' },
    },
  ],
  pages: [
    {
      path: '/milestone-progress',
      title: 'Milestones',
      permission: 'milestone-cohorts:list',
      element: lazy(() => import('./ProgressPage.tsx')),
    },
  ],
  navigation: [
    {
      group: 'Success',
      label: 'Milestones',
      path: '/milestone-progress',
      icon: Flag,
      permission: 'milestone-cohorts:list',
      order: 15,
    },
  ],
  commands: [
    {
      name: 'milestones',
      label: 'Milestones',
      keywords: 'onboarding progress cohort time to value funnel',
      permission: 'milestone-cohorts:list',
      run: ({ navigate }) => navigate('/milestone-progress'),
    },
    {
      name: 'late-milestones',
      label: 'Suppliers late for milestones',
      keywords: 'onboarding stuck overdue help',
      permission: 'late-milestones:list',
      run: ({ navigate }) => navigate('/late-milestones'),
    },
  ],
  supplierPanels: [
    {
      id: 'milestones',
      place: 'main',
      order: 120,
      permission: 'milestones:list',
      element: lazy(() => import('./MilestonesPanel.tsx')),
    },
  ],
  timelineKinds: { milestone: { icon: Flag, tone: 'positive', label: 'Milestone' } },
};
