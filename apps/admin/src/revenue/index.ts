import CurrencyExchange from '@mui/icons-material/CurrencyExchangeOutlined';
import Book from '@mui/icons-material/MenuBookOutlined';
import ShowChart from '@mui/icons-material/ShowChartOutlined';
import { lazy } from 'react';
import type { AdminCapability } from '../platform/index.ts';

/** What revenue adds to the admin: MRR and how it moves, exchange rates, the ledger. */
export const revenue: AdminCapability = {
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
      name: 'fx-rates',
      list: lazy(() => import('./fx-rates/FxRateList.tsx')),
      options: { label: 'Exchange rates' },
    },
  ],
  pages: [
    {
      path: '/revenue',
      title: 'Revenue',
      permission: 'mrr-movements:list',
      element: lazy(() => import('./mrr/RevenuePage.tsx')),
    },
  ],
  navigation: [
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
