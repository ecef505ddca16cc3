import DonutSmall from '@mui/icons-material/DonutSmallOutlined';
import Storefront from '@mui/icons-material/StorefrontOutlined';
import WorkOutline from '@mui/icons-material/WorkOutline';
import { lazy } from 'react';
import type { AdminCapability } from '../platform/index.ts';

export type { BookTabProps, SupplierSlotProps, SupplierSlots } from './slots.ts';

/** What suppliers adds to the admin: the list, one supplier on one page, and a day's work. */
export const suppliers: AdminCapability = {
  name: 'suppliers',
  resources: [
    {
      name: 'suppliers',
      list: lazy(() => import('./suppliers/SupplierList.tsx')),
      show: lazy(() => import('./suppliers/SupplierShow.tsx')),
      recordRepresentation: 'businessName',
      options: { label: 'Suppliers' },
    },
    {
      name: 'segments',
      list: lazy(() => import('./segments/SegmentList.tsx')),
      show: lazy(() => import('./segments/SegmentShow.tsx')),
      create: lazy(() => import('./segments/SegmentCreate.tsx')),
      edit: lazy(() => import('./segments/SegmentEdit.tsx')),
      recordRepresentation: 'name',
      options: { label: 'Segments' },
    },
    { name: 'segment-memberships', recordRepresentation: 'segmentName' },
    { name: 'contacts', recordRepresentation: 'name' },
    { name: 'wedding-dates', recordRepresentation: 'date' },
    { name: 'notes', recordRepresentation: 'kind' },
    {
      name: 'tasks',
      list: lazy(() => import('./tasks/TaskList.tsx')),
      recordRepresentation: 'title',
      options: { label: 'Tasks' },
    },
    { name: 'saved-views', recordRepresentation: 'name' },
    { name: 'timeline-entries', recordRepresentation: 'title' },
  ],
  pages: [
    {
      path: '/my-book',
      title: 'My book',
      permission: 'tasks:list',
      element: lazy(() => import('./my-book/MyBookPage.tsx')),
    },
  ],
  navigation: [
    {
      group: 'Work',
      label: 'My book',
      path: '/my-book',
      icon: WorkOutline,
      permission: 'tasks:list',
      order: 10,
      badge: { resource: 'tasks', filter: { ownerId: 'me', status: 'open' } },
    },
    {
      group: 'Work',
      label: 'Suppliers',
      path: '/suppliers',
      icon: Storefront,
      permission: 'suppliers:list',
      order: 20,
    },
    {
      group: 'Success',
      label: 'Segments',
      path: '/segments',
      icon: DonutSmall,
      permission: 'segments:list',
      order: 60,
    },
  ],
  commands: [
    {
      name: 'segments',
      label: 'Segments',
      keywords: 'rule group audience filter',
      permission: 'segments:list',
      run: ({ navigate }) => navigate('/segments'),
    },
    {
      name: 'tasks',
      label: 'All tasks',
      keywords: 'work queue due everybody',
      permission: 'tasks:list',
      run: ({ navigate }) => navigate('/tasks'),
    },
    {
      name: 'my-book',
      label: 'My book',
      keywords: 'tasks queue work',
      permission: 'tasks:list',
      run: ({ navigate }) => navigate('/my-book'),
    },
    {
      name: 'suppliers',
      label: 'Suppliers',
      keywords: 'list customers',
      permission: 'suppliers:list',
      run: ({ navigate }) => navigate('/suppliers'),
    },
  ],
  searches: [
    {
      name: 'suppliers',
      heading: 'Suppliers',
      resource: 'suppliers',
      permission: 'suppliers:list',
      describe: ({ id, businessName, vendorType, region }) => ({
        label: String(businessName),
        hint: `${String(vendorType)} · ${String(region)}`,
        path: `/suppliers/${encodeURIComponent(id)}/show`,
      }),
    },
  ],
};
