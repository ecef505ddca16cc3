import { Banner } from '../../platform/index.ts';
import { useModes } from './monitor-data.ts';

/** Says that today is a wedding day and what that changes; nothing on other days. */
export function WeddingDayStrip() {
  const today = useModes().data?.modes.find(({ mode }) => mode === 'wedding-day');
  if (today?.inForce !== true) return null;
  return (
    <Banner tone="caution">
      Wedding day: thresholds are tighter and alerts that nobody takes are texted sooner. {today.why}
    </Banner>
  );
}
