import AutoMode from '@mui/icons-material/AutoModeOutlined';
import { lazy } from 'react';
import type { AdminCapability } from '../../platform/index.ts';
import type { SupplierSlots } from '../../suppliers/index.ts';

type Parts = Required<
  Pick<
    AdminCapability & SupplierSlots,
    'resources' | 'pages' | 'navigation' | 'commands' | 'supplierTabs' | 'timelineKinds' | 'touches'
  >
>;

/** What playbooks add to the admin: the list and editor, the rules for all, and a tab of each supplier. */
export const playbooks: Parts = {
  resources: [
    {
      name: 'playbooks',
      list: lazy(() => import('./PlaybookList.tsx')),
      show: lazy(() => import('./PlaybookShow.tsx')),
      create: lazy(() => import('./PlaybookCreate.tsx')),
      edit: lazy(() => import('./PlaybookEdit.tsx')),
      recordRepresentation: 'name',
      options: { label: 'Playbooks' },
    },
    {
      name: 'enrolments',
      list: lazy(() => import('./EnrolmentList.tsx')),
      recordRepresentation: 'playbookName',
      options: { label: 'Enrolments' },
    },
    {
      name: 'playbook-candidates',
      list: lazy(() => import('./CandidateList.tsx')),
      recordRepresentation: 'businessName',
      options: { label: 'Who wanted in' },
    },
  ],
  pages: [
    {
      path: '/playbook-policy',
      title: 'Rules for all playbooks',
      permission: 'playbook-policy:show',
      element: lazy(() => import('./policy/PolicyPage.tsx')),
    },
  ],
  navigation: [
    {
      group: 'Success',
      label: 'Playbooks',
      path: '/playbooks',
      icon: AutoMode,
      permission: 'playbooks:list',
      order: 20,
    },
  ],
  commands: [
    {
      name: 'playbooks',
      label: 'Playbooks',
      keywords: 'automation journey steps enrolment',
      permission: 'playbooks:list',
      run: ({ navigate }) => navigate('/playbooks'),
    },
    {
      name: 'playbook-policy',
      label: 'Rules for all playbooks',
      keywords: 'caps quiet hours stop kill switch',
      permission: 'playbook-policy:show',
      run: ({ navigate }) => navigate('/playbook-policy'),
    },
  ],
  // Entering and ending is told of the playbook; acts follow their messages.
  touches: {
    playbooks: ['enrolments', 'playbook-candidates', 'interventions', 'intervention-outcomes'],
    interventions: ['intervention-outcomes', 'enrolments'],
    messages: ['interventions'],
  },
  supplierTabs: [
    {
      id: 'playbooks',
      label: 'Playbooks',
      order: 300,
      permission: 'enrolments:list',
      element: lazy(() => import('./supplier/PlaybooksTab.tsx')),
    },
  ],
  timelineKinds: { playbook: { icon: AutoMode, tone: 'info', label: 'Playbook' } },
};
