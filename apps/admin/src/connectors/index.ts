import Inbox from '@mui/icons-material/MoveToInboxOutlined';
import { lazy } from 'react';
import type { AdminCapability } from '../platform/index.ts';

export { MalformedEventSection } from './malformed-events/MalformedEventSection.tsx';

/** What connectors add to the admin: the inbox of provider events, and what is wrong with product events. */
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
    {
      name: 'malformed-events',
      list: lazy(() => import('./malformed-events/MalformedEventList.tsx')),
      show: lazy(() => import('./malformed-events/MalformedEventShow.tsx')),
      options: { label: 'Malformed events' },
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
  commands: [
    {
      name: 'malformed-events',
      label: 'Malformed events',
      keywords: 'product events host application rejected refused reason',
      permission: 'malformed-events:list',
      run: ({ navigate }) => navigate('/malformed-events'),
    },
  ],
};
