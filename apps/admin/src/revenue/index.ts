import CurrencyExchange from '@mui/icons-material/CurrencyExchangeOutlined';
import Book from '@mui/icons-material/MenuBookOutlined';
import ShowChart from '@mui/icons-material/ShowChartOutlined';
import Balance from '@mui/icons-material/BalanceOutlined';
import Savings from '@mui/icons-material/SavingsOutlined';
import WaterDrop from '@mui/icons-material/WaterDropOutlined';
import { lazy } from 'react';
import type { AdminCapability } from '../platform/index.ts';
import type { SupplierSlots } from '../suppliers/index.ts';

/** What revenue adds to the admin: MRR and how it moves, exchange rates, the ledger. */
export const revenue: AdminCapability & SupplierSlots = {
  name: 'revenue',
  resources: [
    {
      name: 'journal-entries',
      list: lazy(() => import('./journal-entries/JournalEntryList.tsx')),
      show: lazy(() => import('./journal-entries/JournalEntryShow.tsx')),
      recordRepresentation: 'description',
      options: { label: 'Ledger' },
    },
    {
      name: 'mrr-movements',
      list: lazy(() => import('./mrr-movements/MovementList.tsx')),
      options: { label: 'MRR movements' },
    },
    {
      name: 'mrr-months',
      list: lazy(() => import('./mrr-months/MonthList.tsx')),
      options: { label: 'Months of MRR' },
    },
    {
      name: 'supplier-values',
      list: lazy(() => import('./lifetime-value/ValueList.tsx')),
      options: { label: 'Lifetime value by supplier' },
    },
    {
      name: 'fx-rates',
      list: lazy(() => import('./fx-rates/FxRateList.tsx')),
      options: { label: 'Exchange rates' },
    },
    {
      name: 'reconciliation-exceptions',
      list: lazy(() => import('./reconciliation/ExceptionList.tsx')),
      show: lazy(() => import('./reconciliation/ExceptionShow.tsx')),
      recordRepresentation: 'summary',
      options: { label: 'Reconciliation exceptions' },
    },
    {
      name: 'business-days',
      list: lazy(() => import('./reconciliation/DayList.tsx')),
      options: { label: 'Reconciliation' },
    },
    {
      name: 'reconciled-payouts',
      list: lazy(() => import('./reconciliation/PayoutList.tsx')),
      options: { label: 'Reconciled payouts' },
    },
    {
      name: 'accounting-periods',
      list: lazy(() => import('./closing/PeriodList.tsx')),
      options: { label: 'Period close' },
    },
    {
      name: 'leakage-findings',
      list: lazy(() => import('./leakage/LeakageList.tsx')),
      options: { label: 'Leakage' },
    },
  ],
  pages: [
    {
      path: '/revenue',
      title: 'Revenue',
      permission: 'mrr-movements:list',
      element: lazy(() => import('./mrr/RevenuePage.tsx')),
    },
    {
      path: '/lifetime-value',
      title: 'Lifetime value',
      permission: 'retention-curves:list',
      element: lazy(() => import('./lifetime-value/LifetimeValuePage.tsx')),
    },
  ],
  supplierPanels: [
    {
      id: 'lifetime-value',
      place: 'main',
      order: 200,
      permission: 'supplier-values:show',
      element: lazy(() => import('./lifetime-value/ValuePanel.tsx')),
    },
  ],
  navigation: [
    {
      group: 'Money',
      label: 'Lifetime value',
      path: '/lifetime-value',
      icon: Savings,
      permission: 'retention-curves:list',
      order: 65,
    },
    {
      group: 'Money',
      label: 'Reconciliation',
      path: '/business-days',
      icon: Balance,
      permission: 'business-days:list',
      order: 70,
      badge: { resource: 'reconciliation-exceptions', filter: { state: ['open'] } },
    },
    {
      group: 'Money',
      label: 'Leakage',
      path: '/leakage-findings',
      icon: WaterDrop,
      permission: 'leakage-findings:list',
      order: 75,
    },
    {
      group: 'Money',
      label: 'Revenue',
      path: '/revenue',
      icon: ShowChart,
      permission: 'mrr-movements:list',
      order: 60,
    },
    {
      group: 'Money',
      label: 'Exchange rates',
      path: '/fx-rates',
      icon: CurrencyExchange,
      permission: 'fx-rates:list',
      order: 85,
    },
    {
      group: 'Money',
      label: 'Ledger',
      path: '/journal-entries',
      icon: Book,
      permission: 'journal-entries:list',
      order: 80,
    },
  ],
  commands: [
    {
      name: 'revenue',
      label: 'Revenue',
      keywords: 'mrr arr churn retention cohort nrr grr waterfall',
      permission: 'mrr-movements:list',
      run: ({ navigate }) => navigate('/revenue'),
    },
    {
      name: 'mrr-movements',
      label: 'MRR movements',
      keywords: 'new expansion contraction churn reactivation restatement',
      permission: 'mrr-movements:list',
      run: ({ navigate }) => navigate('/mrr-movements'),
    },
  ],
};
