import FactCheck from '@mui/icons-material/FactCheckOutlined';
import DynamicFeed from '@mui/icons-material/DynamicFeedOutlined';
import History from '@mui/icons-material/HistoryOutlined';
import People from '@mui/icons-material/PeopleOutline';
import VpnKey from '@mui/icons-material/VpnKeyOutlined';
import { lazy } from 'react';
import type { AdminCapability } from '../platform/index.ts';
import { BulkRunProgressReader } from './bulk-runs/BulkRunProgressReader.tsx';
import { ViewAsBanner } from './banners/ViewAsBanner.tsx';
import { WhoAmI } from './banners/WhoAmI.tsx';

/** What access adds to the admin: signing in, people, machines, second persons, and the proof of what was done. */
export const access: AdminCapability = {
  name: 'access',
  resources: [
    {
      name: 'approvals',
      list: lazy(() => import('./approvals/ApprovalsPage.tsx')),
      show: lazy(() => import('./approvals/ApprovalShow.tsx')),
      recordRepresentation: 'title',
    },
    { name: 'action-runs', recordRepresentation: 'action' },
    {
      name: 'bulk-runs',
      list: lazy(() => import('./bulk-runs/BulkRunList.tsx')),
      show: lazy(() => import('./bulk-runs/BulkRunShow.tsx')),
      recordRepresentation: 'title',
      options: { label: 'Bulk actions' },
    },
    {
      name: 'audit-entries',
      list: lazy(() => import('./audit-entries/AuditList.tsx')),
      show: lazy(() => import('./audit-entries/AuditShow.tsx')),
      recordRepresentation: 'action',
      options: { label: 'Audit' },
    },
    {
      name: 'staff',
      list: lazy(() => import('./staff/StaffList.tsx')),
      show: lazy(() => import('./staff/StaffShow.tsx')),
      create: lazy(() => import('./staff/StaffCreate.tsx')),
      edit: lazy(() => import('./staff/StaffEdit.tsx')),
      recordRepresentation: 'name',
    },
    {
      name: 'service-tokens',
      list: lazy(() => import('./service-tokens/ServiceTokenList.tsx')),
      show: lazy(() => import('./service-tokens/ServiceTokenShow.tsx')),
      recordRepresentation: 'name',
      options: { label: 'Service tokens' },
    },
  ],
  pages: [
    {
      path: '/security',
      title: 'Sign-in and security',
      permission: null,
      element: lazy(() => import('./security/SecurityPage.tsx')),
    },
  ],
  navigation: [
    {
      group: 'Admin',
      label: 'Approvals',
      path: '/approvals',
      icon: FactCheck,
      permission: 'approvals:list',
      order: 10,
      badge: { resource: 'approvals', filter: { queue: 'review' } },
    },
    {
      group: 'Admin',
      label: 'Bulk actions',
      path: '/bulk-runs',
      icon: DynamicFeed,
      permission: 'bulk-runs:list',
      order: 15,
    },
    {
      group: 'Admin',
      label: 'Audit',
      path: '/audit-entries',
      icon: History,
      permission: 'audit-entries:list',
      order: 20,
    },
    { group: 'Admin', label: 'Staff', path: '/staff', icon: People, permission: 'staff:list', order: 30 },
    {
      group: 'Admin',
      label: 'Service tokens',
      path: '/service-tokens',
      icon: VpnKey,
      permission: 'service-tokens:list',
      order: 40,
    },
  ],
  commands: [
    {
      name: 'approvals',
      label: 'Approvals',
      keywords: 'review second person approve reject',
      permission: 'approvals:list',
      run: ({ navigate }) => navigate('/approvals'),
    },
    {
      name: 'security',
      label: 'Sign-in and security',
      keywords: 'password authenticator two factor',
      permission: null,
      run: ({ navigate }) => navigate('/security'),
    },
  ],
  searches: [
    {
      name: 'staff',
      heading: 'Staff',
      resource: 'staff',
      permission: 'staff:list',
      describe: ({ id, name, email }) => ({ label: String(name), hint: String(email), path: `/staff/${id}/show` }),
    },
  ],
  accountMenu: [{ label: 'Sign-in and security', path: '/security', permission: null }],
  banners: [ViewAsBanner],
  progressSources: [{ name: 'bulk-runs', Reader: BulkRunProgressReader }],
  listeners: [WhoAmI],
  signIn: lazy(() => import('./sign-in/SignInPage.tsx')),
};
