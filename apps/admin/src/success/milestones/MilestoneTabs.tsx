import { SisterPages } from '../SisterPages.tsx';

const places = [
  { path: '/milestone-progress', label: 'Progress' },
  { path: '/late-milestones', label: 'Late' },
  { path: '/milestones', label: 'Definitions' },
] as const;

/** How cohorts do, who is late, and what is asked of suppliers. */
export function MilestoneTabs() {
  return <SisterPages label="Milestones" places={places} />;
}
