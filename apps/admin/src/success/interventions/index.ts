import Outbox from '@mui/icons-material/OutboxOutlined';
import { lazy } from 'react';
import type { AdminCapability } from '../../platform/index.ts';

type Parts = Required<Pick<AdminCapability, 'resources' | 'pages' | 'navigation' | 'commands'>>;

/** What playbooks did, what became of it, and what it cost. */
export const interventions: Parts = {
  resources: [
    {
      name: 'interventions',
      list: lazy(() => import('./InterventionList.tsx')),
      show: lazy(() => import('./InterventionShow.tsx')),
      recordRepresentation: 'title',
      options: { label: 'Interventions' },
    },
    {
      name: 'intervention-outcomes',
      list: lazy(() => import('./OutcomeList.tsx')),
      recordRepresentation: 'businessName',
      options: { label: 'Outcomes' },
    },
    {
      name: 'intervention-policies',
      list: lazy(() => import('./PolicyList.tsx')),
      recordRepresentation: 'setAt',
      options: { label: 'Costs of interventions' },
    },
  ],
  pages: [
    {
      path: '/intervention-funnel',
      title: 'Interventions',
      permission: 'interventions:list',
      element: lazy(() => import('./FunnelPage.tsx')),
    },
  ],
  navigation: [
    {
      group: 'Success',
      label: 'Interventions',
      path: '/interventions',
      icon: Outbox,
      permission: 'interventions:list',
      order: 30,
      badge: { resource: 'interventions', filter: { state: ['awaiting_approval'] } },
    },
  ],
  commands: [
    {
      name: 'interventions',
      label: 'Interventions that await approval',
      keywords: 'approve reject message queue',
      permission: 'interventions:list',
      run: ({ navigate }) => navigate('/interventions'),
    },
    {
      name: 'intervention-funnel',
      label: 'Funnel of interventions',
      keywords: 'entered held out suppressed sent engaged goal',
      permission: 'interventions:list',
      run: ({ navigate }) => navigate('/intervention-funnel'),
    },
    {
      name: 'intervention-costs',
      label: 'Costs of interventions',
      keywords: 'price letter text minutes hour window',
      permission: 'intervention-policies:list',
      run: ({ navigate }) => navigate('/intervention-policies'),
    },
  ],
};
