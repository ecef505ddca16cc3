import MonitorHeartOutlined from '@mui/icons-material/MonitorHeartOutlined';
import MonitorOutlined from '@mui/icons-material/MonitorOutlined';
import WbTwilightOutlined from '@mui/icons-material/WbTwilightOutlined';
import { lazy } from 'react';
import type { AdminCapability } from '../platform/index.ts';
import { CriticalLine } from './monitors/CriticalLine.tsx';
import { JobProgressReader } from './job-runs/JobProgressReader.tsx';

/** What operations adds to the admin: is the house in order, and what to do when it is not. */
export const operations: AdminCapability = {
  name: 'operations',
  resources: [
    {
      name: 'job-runs',
      list: lazy(() => import('./job-runs/JobRunList.tsx')),
      show: lazy(() => import('./job-runs/JobRunShow.tsx')),
      recordRepresentation: 'name',
      options: { label: 'Jobs' },
    },
    {
      name: 'dead-letters',
      list: lazy(() => import('./dead-letters/DeadLetterList.tsx')),
      show: lazy(() => import('./dead-letters/DeadLetterShow.tsx')),
      recordRepresentation: 'source',
      options: { label: 'Dead letters' },
    },
    {
      name: 'digest-rules',
      list: lazy(() => import('./digest-rules/DigestRuleList.tsx')),
      create: lazy(() => import('./digest-rules/DigestRuleCreate.tsx')),
      edit: lazy(() => import('./digest-rules/DigestRuleEdit.tsx')),
      recordRepresentation: 'name',
      options: { label: 'Daily digests' },
    },
    { name: 'consumers', recordRepresentation: 'id', options: { label: 'Followers' } },
    {
      name: 'monitors',
      list: lazy(() => import('./monitors/MonitorsPage.tsx')),
      show: lazy(() => import('./monitors/MonitorShow.tsx')),
      recordRepresentation: 'title',
      options: { label: 'Monitors' },
    },
  ],
  pages: [
    {
      path: '/operations',
      title: 'Operations',
      permission: 'operations:show',
      element: lazy(() => import('./OperationsPage.tsx')),
    },
    {
      path: '/runbooks/:name',
      title: 'Runbook',
      permission: null,
      element: lazy(() => import('./runbooks/RunbookPage.tsx')),
    },
    {
      path: '/consistency-checks/:name/show',
      title: 'Consistency of the books',
      permission: 'operations:show',
      element: lazy(() => import('./overview/ConsistencyPage.tsx')),
    },
  ],
  navigation: [
    {
      group: 'Delivery',
      label: 'Daily digests',
      path: '/digest-rules',
      icon: WbTwilightOutlined,
      permission: 'digest-rules:list',
      order: 24,
    },
    {
      group: 'Admin',
      label: 'Operations',
      path: '/operations',
      icon: MonitorOutlined,
      permission: 'operations:show',
      order: 80,
    },
    {
      group: 'Admin',
      label: 'Monitors',
      path: '/monitors',
      icon: MonitorHeartOutlined,
      permission: 'monitors:list',
      order: 81,
      badge: { resource: 'monitors', filter: { state: ['critical'] } },
    },
  ],
  commands: [
    {
      name: 'monitors',
      label: 'Monitors',
      keywords: 'health house thresholds wedding day season critical warning',
      permission: 'monitors:list',
      run: ({ navigate }) => navigate('/monitors'),
    },
    {
      name: 'dead-letters',
      label: 'Dead letters',
      keywords: 'failed gave up rerun skip operations',
      permission: 'dead-letters:list',
      run: ({ navigate }) => navigate('/operations?tab=dead-letters'),
    },
    {
      name: 'events',
      label: 'Events the house tells',
      keywords: 'catalogue schema version follower consumer outbox',
      permission: 'operations:show',
      run: ({ navigate }) => navigate('/operations?tab=events'),
    },
    {
      name: 'operations',
      label: 'Operations',
      keywords: 'freshness jobs queues breakers health',
      permission: 'operations:show',
      run: ({ navigate }) => navigate('/operations'),
    },
  ],
  banners: [CriticalLine],
  progressSources: [{ name: 'jobs', Reader: JobProgressReader }],
};
