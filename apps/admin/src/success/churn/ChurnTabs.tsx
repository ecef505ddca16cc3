import { SisterPages } from '../SisterPages.tsx';
import { OutdatedChampions } from './OutdatedChampions.tsx';

const places = [
  { path: '/churn-predictions', label: 'Worklist' },
  { path: '/churn-models', label: 'Models' },
] as const;

/** The two sides of churn: whom to call, and what says so; and whether that is silent. */
export function ChurnTabs() {
  return (
    <>
      <SisterPages label="Churn" places={places} />
      <OutdatedChampions />
    </>
  );
}
