import AltRouteOutlined from '@mui/icons-material/AltRouteOutlined';
import MailOutlined from '@mui/icons-material/MailOutlined';
import EditNoteOutlined from '@mui/icons-material/EditNoteOutlined';
import NotificationsOutlined from '@mui/icons-material/NotificationsOutlined';
import DescriptionOutlined from '@mui/icons-material/DescriptionOutlined';
import { lazy } from 'react';
import type { AdminCapability } from '../platform/index.ts';
import type { SupplierSlots } from '../suppliers/index.ts';

/** What delivery adds to the admin: messages, alerts, templates, letters, and the Messages tab of a supplier. */
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
    {
      name: 'alert-routes',
      list: lazy(() => import('./alert-routes/RouteList.tsx')),
      create: lazy(() => import('./alert-routes/RouteCreate.tsx')),
      edit: lazy(() => import('./alert-routes/RouteEdit.tsx')),
      recordRepresentation: 'name',
      options: { label: 'Alert rules' },
    },
    { name: 'alert-policy', edit: lazy(() => import('./alert-routes/PolicyEdit.tsx')) },
    {
      name: 'message-templates',
      list: lazy(() => import('./staff-templates/TemplateList.tsx')),
      show: lazy(() => import('./staff-templates/TemplateShow.tsx')),
      create: lazy(() => import('./staff-templates/TemplateCreate.tsx')),
      edit: lazy(() => import('./staff-templates/TemplateEdit.tsx')),
      recordRepresentation: 'name',
      options: { label: 'Templates' },
    },
  ],
  pages: [
    {
      path: '/letters',
      title: 'Letters',
      permission: 'messages:list',
      element: lazy(() => import('./letters/LettersPage.tsx')),
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
      label: 'Alert rules',
      path: '/alert-routes',
      icon: AltRouteOutlined,
      permission: 'alert-routes:list',
      order: 22,
    },
    {
      group: 'Delivery',
      label: 'Templates',
      path: '/message-templates',
      icon: EditNoteOutlined,
      permission: 'message-templates:list',
      order: 25,
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
  supplierPanels: [
    {
      id: 'alerts',
      place: 'main',
      order: 50,
      permission: 'alerts:list',
      element: lazy(() => import('./alerts/SupplierAlerts.tsx')),
    },
  ],
};
