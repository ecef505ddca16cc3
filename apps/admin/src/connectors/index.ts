import Inbox from '@mui/icons-material/MoveToInboxOutlined';
import { lazy } from 'react';
import type { AdminCapability } from '../platform/index.ts';

/** What connectors add to the admin: the inbox of provider events. */
export const connectors: AdminCapability = {
  name: 'connectors',
  resources: [
    {
      name: 'provider-events',
      list: lazy(() => import('./provider-events/ProviderEventList.tsx')),
      show: lazy(() => import('./provider-events/ProviderEventShow.tsx')),
      recordRepresentation: 'type',
      options: { label: 'Provider events' },
    },
  ],
  pages: [],
  navigation: [
    {
      group: 'Money',
      label: 'Provider events',
      path: '/provider-events',
      icon: Inbox,
      permission: 'provider-events:list',
      order: 90,
      badge: { resource: 'provider-events', filter: { state: ['dead'] } },
    },
  ],
};
