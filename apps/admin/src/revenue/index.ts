import Book from '@mui/icons-material/MenuBookOutlined';
import { lazy } from 'react';
import type { AdminCapability } from '../platform/index.ts';

/** What revenue adds to the admin: the ledger. */
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
  ],
  pages: [],
  navigation: [
    {
      group: 'Money',
      label: 'Ledger',
      path: '/journal-entries',
      icon: Book,
      permission: 'journal-entries:list',
      order: 80,
    },
  ],
};
