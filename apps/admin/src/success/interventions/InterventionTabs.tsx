import { usePermission } from '../../platform/index.ts';
import { SisterPages } from '../SisterPages.tsx';

const everyday = [
  { path: '/interventions', label: 'Queue and record' },
  { path: '/intervention-funnel', label: 'Funnel' },
];
const accounts = [
  { path: '/intervention-outcomes', label: 'Outcomes' },
  { path: '/intervention-policies', label: 'Costs and windows' },
];

/** What was done, how many came how far, what became of each, and what it cost. */
export function InterventionTabs() {
  const mayCount = usePermission('intervention-outcomes:list');
  return <SisterPages label="Interventions" places={mayCount ? [...everyday, ...accounts] : everyday} />;
}
