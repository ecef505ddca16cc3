import MonitorHeart from '@mui/icons-material/MonitorHeartOutlined';
import Home from '@mui/icons-material/HomeOutlined';
import TrendingDown from '@mui/icons-material/TrendingDownOutlined';
import { lazy } from 'react';
import type { AdminCapability } from '../platform/index.ts';
import type { SupplierSlots } from '../suppliers/index.ts';
import { interventions } from './interventions/index.ts';
import { milestones } from './milestones/index.ts';
import { playbooks } from './playbooks/index.ts';
import { referrals } from './referrals/index.ts';
import { roi } from './roi/index.ts';

/** What success adds to the admin: the home page, health of everyone, health of one. */
export const success: AdminCapability & SupplierSlots = {
  name: 'success',
  home: lazy(() => import('./home/HomePage.tsx')),
  resources: [
    {
      name: 'health-scores',
      list: lazy(() => import('./health/scores/HealthScoreList.tsx')),
      recordRepresentation: 'businessName',
      options: { label: 'Health scores' },
    },
    {
      name: 'health-models',
      list: lazy(() => import('./health/models/ModelList.tsx')),
      show: lazy(() => import('./health/models/ModelShow.tsx')),
      recordRepresentation: 'title',
      options: { label: 'Health models' },
    },
    {
      name: 'churn-predictions',
      list: lazy(() => import('./churn/ChurnWorklist.tsx')),
      recordRepresentation: 'businessName',
      options: { label: 'Churn' },
    },
    {
      name: 'churn-models',
      list: lazy(() => import('./churn/ChurnModelList.tsx')),
      show: lazy(() => import('./churn/ChurnModelShow.tsx')),
      recordRepresentation: 'name',
      options: { label: 'Churn models' },
    },
    ...milestones.resources,
    ...playbooks.resources,
    ...interventions.resources,
    ...referrals.resources,
  ],
  pages: [
    {
      path: '/health',
      title: 'Health',
      permission: 'health-scores:list',
      element: lazy(() => import('./health/HealthPage.tsx')),
    },
    ...milestones.pages,
    ...playbooks.pages,
    ...interventions.pages,
    ...roi.pages,
    ...referrals.pages,
  ],
  navigation: [
    { group: 'Work', label: 'Home', path: '/', icon: Home, permission: null, order: 0 },
    {
      group: 'Success',
      label: 'Health',
      path: '/health',
      icon: MonitorHeart,
      permission: 'health-scores:list',
      order: 0,
    },
    {
      group: 'Success',
      label: 'Churn',
      path: '/churn-predictions',
      icon: TrendingDown,
      permission: 'churn-predictions:list',
      order: 10,
    },
    ...milestones.navigation,
    ...playbooks.navigation,
    ...interventions.navigation,
    ...roi.navigation,
    ...referrals.navigation,
  ],
  commands: [
    {
      name: 'suppliers-at-risk',
      label: 'Suppliers at risk',
      keywords: 'health churn risk worklist',
      permission: 'health-scores:list',
      run: ({ navigate }) =>
        navigate(
          '/health-scores?filter=%7B%22band%22%3A%5B%22at_risk%22%2C%22critical%22%5D%7D&sort=mrrMinor&order=DESC',
        ),
    },
    {
      name: 'health',
      label: 'Health of all suppliers',
      keywords: 'distribution movers model',
      permission: 'health-scores:list',
      run: ({ navigate }) => navigate('/health'),
    },
    {
      name: 'health-models',
      label: 'Health models and drafts',
      keywords: 'weights curves simulate backtest publish',
      permission: 'health-models:list',
      run: ({ navigate }) => navigate('/health-models'),
    },
    {
      name: 'churn',
      label: 'Churn worklist',
      keywords: 'risk leaving predictions save',
      permission: 'churn-predictions:list',
      run: ({ navigate }) => navigate('/churn-predictions'),
    },
    {
      name: 'churn-models',
      label: 'Churn models',
      keywords: 'registry champion challenger back-test calibration drift train',
      permission: 'churn-models:list',
      run: ({ navigate }) => navigate('/churn-models'),
    },
    ...milestones.commands,
    ...playbooks.commands,
    ...interventions.commands,
    ...roi.commands,
    ...referrals.commands,
  ],
  supplierTabs: [
    {
      id: 'health',
      label: 'Health',
      order: 200,
      permission: 'health-scores:show',
      element: lazy(() => import('./supplier/HealthTab.tsx')),
    },
    ...playbooks.supplierTabs,
  ],
  supplierActions: [
    {
      id: 'start-playbook',
      order: 100,
      permission: 'suppliers:start-playbook',
      element: lazy(() => import('./book/StartPlaybook.tsx')),
    },
  ],
  bookTabs: [
    {
      id: 'at-risk',
      label: 'At risk',
      order: 100,
      permission: 'churn-predictions:list',
      element: lazy(() => import('./book/BookRisks.tsx')),
    },
  ],
  supplierPanels: [
    {
      id: 'health',
      place: 'main',
      order: 100,
      permission: 'health-scores:show',
      element: lazy(() => import('./supplier/HealthPanel.tsx')),
    },
    {
      id: 'churn',
      place: 'main',
      order: 110,
      permission: 'churn-predictions:list',
      element: lazy(() => import('./churn/ChurnPanel.tsx')),
    },
    {
      id: 'next-best-actions',
      place: 'main',
      order: 120,
      permission: 'churn-predictions:list',
      element: lazy(() => import('./book/NextBestActions.tsx')),
    },
    ...milestones.supplierPanels,
    ...referrals.supplierPanels,
  ],
  // The figures of the home page count a bit of everything.
  touches: { ...playbooks.touches, '*': ['dashboard'] },
  timelineKinds: {
    ...milestones.timelineKinds,
    ...referrals.timelineKinds,
    ...playbooks.timelineKinds,
    health: { icon: MonitorHeart, tone: 'caution', label: 'Health' },
  },
};
