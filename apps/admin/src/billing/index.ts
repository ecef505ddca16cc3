import AssignmentReturn from '@mui/icons-material/AssignmentReturnOutlined';
import Autorenew from '@mui/icons-material/AutorenewOutlined';
import CardGiftcard from '@mui/icons-material/CardGiftcardOutlined';
import EventBusy from '@mui/icons-material/EventBusyOutlined';
import Gavel from '@mui/icons-material/GavelOutlined';
import AccountBalance from '@mui/icons-material/AccountBalanceOutlined';
import NotificationsActive from '@mui/icons-material/NotificationsActiveOutlined';
import Layers from '@mui/icons-material/LayersOutlined';
import Payments from '@mui/icons-material/PaymentsOutlined';
import PublishedWithChanges from '@mui/icons-material/PublishedWithChangesOutlined';
import Receipt from '@mui/icons-material/ReceiptLongOutlined';
import Sync from '@mui/icons-material/SyncOutlined';
import { lazy } from 'react';
import type { AdminCapability } from '../platform/index.ts';
import type { SupplierSlots } from '../suppliers/index.ts';

/** What billing adds to the admin: payments and what becomes of them. */
export const billing: AdminCapability & SupplierSlots = {
  name: 'billing',
  resources: [
    {
      name: 'charges',
      list: lazy(() => import('./charges/ChargeList.tsx')),
      show: lazy(() => import('./charges/ChargeShow.tsx')),
      recordRepresentation: 'id',
      options: { label: 'Payments' },
    },
    {
      name: 'refund-requests',
      list: lazy(() => import('./refund-desk/RefundRequestList.tsx')),
      show: lazy(() => import('./refund-desk/RefundRequestShow.tsx')),
      recordRepresentation: 'id',
      options: { label: 'Refunds' },
    },
    {
      name: 'refunds',
      show: lazy(() => import('./refund-desk/RefundShow.tsx')),
      recordRepresentation: 'id',
      options: { label: 'Refunds at the provider' },
    },
    {
      name: 'invoices',
      list: lazy(() => import('./invoices/InvoiceList.tsx')),
      show: lazy(() => import('./invoices/InvoiceShow.tsx')),
      recordRepresentation: 'number',
      options: { label: 'Invoices' },
    },
    {
      name: 'subscriptions',
      list: lazy(() => import('./subscriptions/SubscriptionList.tsx')),
      show: lazy(() => import('./subscriptions/SubscriptionShow.tsx')),
      recordRepresentation: 'id',
      options: { label: 'Subscriptions' },
    },
    {
      name: 'subscription-requests',
      list: lazy(() => import('./subscription-desk/RequestList.tsx')),
      show: lazy(() => import('./subscription-desk/RequestShow.tsx')),
      recordRepresentation: 'title',
      options: { label: 'Subscription changes' },
    },
    {
      name: 'plans',
      list: lazy(() => import('./plans/PlanList.tsx')),
      show: lazy(() => import('./plans/PlanShow.tsx')),
      recordRepresentation: 'name',
      options: { label: 'Plans' },
    },
    {
      name: 'entitlement-overrides',
      list: lazy(() => import('./entitlements/OverrideList.tsx')),
      options: { label: 'Overrides' },
    },
    {
      name: 'guard-deferrals',
      list: lazy(() => import('./entitlements/GuardDeferralList.tsx')),
      options: { label: 'Wedding-day guard' },
    },
    {
      name: 'disputes',
      list: lazy(() => import('./disputes/DisputeList.tsx')),
      show: lazy(() => import('./disputes/DisputeShow.tsx')),
      recordRepresentation: 'id',
      options: { label: 'Disputes' },
    },
    {
      name: 'dunning-cases',
      list: lazy(() => import('./dunning/DunningCaseList.tsx')),
      show: lazy(() => import('./dunning/DunningCaseShow.tsx')),
      recordRepresentation: 'id',
      options: { label: 'Dunning cases' },
    },
    {
      name: 'payouts',
      list: lazy(() => import('./payouts/PayoutList.tsx')),
      show: lazy(() => import('./payouts/PayoutShow.tsx')),
      recordRepresentation: 'id',
      options: { label: 'Payouts' },
    },
  ],
  pages: [
    {
      path: '/dunning',
      title: 'Dunning',
      permission: 'dunning-cases:list',
      element: lazy(() => import('./dunning/DunningBoard.tsx')),
    },
    {
      path: '/syncs',
      title: 'Syncs',
      permission: 'payment-syncs:list',
      element: lazy(() => import('./syncs/SyncsPage.tsx')),
    },
  ],
  navigation: [
    { group: 'Money', label: 'Payments', path: '/charges', icon: Payments, permission: 'charges:list', order: 10 },
    {
      group: 'Money',
      label: 'Refunds',
      path: '/refund-requests',
      icon: AssignmentReturn,
      permission: 'refund-requests:list',
      order: 20,
      badge: { resource: 'refund-requests', filter: { state: ['failed'] } },
    },
    {
      group: 'Money',
      label: 'Disputes',
      path: '/disputes',
      icon: Gavel,
      permission: 'disputes:list',
      order: 30,
      badge: { resource: 'disputes', filter: { status: ['needs_response'] } },
    },
    {
      group: 'Money',
      label: 'Dunning',
      path: '/dunning',
      icon: NotificationsActive,
      permission: 'dunning-cases:list',
      order: 35,
      badge: { resource: 'dunning-cases', filter: { state: ['open'] } },
    },
    {
      group: 'Money',
      label: 'Subscriptions',
      path: '/subscriptions',
      icon: Autorenew,
      permission: 'subscriptions:list',
      order: 40,
    },
    {
      group: 'Money',
      label: 'Subscription changes',
      path: '/subscription-requests',
      icon: PublishedWithChanges,
      permission: 'subscription-requests:list',
      order: 42,
      badge: { resource: 'subscription-requests', filter: { state: ['failed'] } },
    },
    { group: 'Money', label: 'Plans', path: '/plans', icon: Layers, permission: 'plans:list', order: 44 },
    {
      group: 'Money',
      label: 'Overrides',
      path: '/entitlement-overrides',
      icon: CardGiftcard,
      permission: 'entitlement-overrides:list',
      order: 46,
    },
    {
      group: 'Money',
      label: 'Wedding-day guard',
      path: '/guard-deferrals',
      icon: EventBusy,
      permission: 'guard-deferrals:list',
      order: 48,
    },
    { group: 'Money', label: 'Invoices', path: '/invoices', icon: Receipt, permission: 'invoices:list', order: 50 },
    { group: 'Money', label: 'Payouts', path: '/payouts', icon: AccountBalance, permission: 'payouts:list', order: 60 },
    { group: 'Money', label: 'Syncs', path: '/syncs', icon: Sync, permission: 'payment-syncs:list', order: 70 },
  ],
  searches: [
    {
      name: 'payments',
      heading: 'Payments',
      resource: 'charges',
      permission: 'charges:list',
      describe: ({ id, businessName }) => ({
        label: String(businessName ?? id),
        hint: String(id),
        path: `/charges/${id}/show`,
      }),
    },
  ],
  supplierTabs: [
    {
      id: 'money',
      label: 'Money',
      order: 100,
      permission: 'subscriptions:list',
      element: lazy(() => import('./supplier/MoneyTab.tsx')),
    },
  ],
  supplierPanels: [
    {
      id: 'entitlement',
      place: 'rail',
      order: 100,
      permission: 'plans:list',
      element: lazy(() => import('./entitlements/EntitlementPanel.tsx')),
    },
    {
      id: 'guard',
      place: 'main',
      order: 300,
      permission: 'guard-deferrals:list',
      element: lazy(() => import('./entitlements/GuardPanel.tsx')),
    },
    {
      id: 'money',
      place: 'strip',
      order: 100,
      permission: 'charges:list',
      element: lazy(() => import('./supplier/MoneyStrip.tsx')),
    },
    {
      id: 'dunning',
      place: 'rail',
      order: 10,
      permission: 'dunning-cases:list',
      element: lazy(() => import('./dunning/SupplierDunning.tsx')),
    },
  ],
  supplierFlags: [
    {
      id: 'dispute',
      order: 50,
      permission: 'disputes:list',
      element: lazy(() => import('./supplier/DisputeFlag.tsx')),
    },
  ],
  timelineKinds: {
    payment: { icon: Payments, tone: 'positive', label: 'Payments' },
    refund: { icon: AssignmentReturn, tone: 'neutral', label: 'Refunds' },
    dispute: { icon: Gavel, tone: 'critical', label: 'Disputes' },
    dunning: { icon: NotificationsActive, tone: 'caution', label: 'Dunning' },
    billing: { icon: Receipt, tone: 'info', label: 'Billing' },
    subscription: { icon: Autorenew, tone: 'accent', label: 'Subscription' },
    entitlement: { icon: CardGiftcard, tone: 'info', label: 'Entitlement' },
    guard: { icon: EventBusy, tone: 'caution', label: 'Wedding-day guard' },
  },
};
