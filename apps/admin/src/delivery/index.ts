import MailOutlined from '@mui/icons-material/MailOutlined';
import NotificationsOutlined from '@mui/icons-material/NotificationsOutlined';
import DescriptionOutlined from '@mui/icons-material/DescriptionOutlined';
import { lazy } from 'react';
import type { AdminCapability } from '../platform/index.ts';
import type { SupplierSlots } from '../suppliers/index.ts';

/** What delivery adds to the admin: messages, alerts, letters, and the Messages tab of a supplier. */
export const delivery: AdminCapability & SupplierSlots = {
  name: 'delivery',
  resources: [
    {
      name: 'messages',
      list: lazy(() => import('./messages/MessageList.tsx')),
      show: lazy(() => import('./messages/MessageShow.tsx')),
      recordRepresentation: 'subject',
    },
    {
      name: 'alerts',
      list: lazy(() => import('./alerts/AlertList.tsx')),
      show: lazy(() => import('./alerts/AlertShow.tsx')),
      recordRepresentation: 'title',
    },
  ],
  pages: [
    {
      path: '/letters',
      title: 'Letters',
      permission: 'messages:list',
      element: lazy(() => import('./templates/TemplatesPage.tsx')),
    },
  ],
  navigation: [
    {
      group: 'Delivery',
      label: 'Messages',
      path: '/messages',
      icon: MailOutlined,
      permission: 'messages:list',
      order: 10,
    },
    {
      group: 'Delivery',
      label: 'Alerts',
      path: '/alerts',
      icon: NotificationsOutlined,
      permission: 'alerts:list',
      order: 20,
      badge: { resource: 'alerts', filter: { state: ['open'], severity: ['warning', 'critical'] } },
    },
    {
      group: 'Delivery',
      label: 'Letters',
      path: '/letters',
      icon: DescriptionOutlined,
      permission: 'messages:list',
      order: 30,
    },
  ],
  timelineKinds: { message: { icon: MailOutlined, tone: 'info', label: 'Message' } },
  supplierTabs: [
    {
      id: 'messages',
      label: 'Messages',
      order: 400,
      permission: 'messages:list',
      element: lazy(() => import('./messages/SupplierMessagesTab.tsx')),
    },
  ],
};
