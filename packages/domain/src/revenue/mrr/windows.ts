import { reportingDay } from '../fx/reporting-day.ts';
import type { MrrChange } from './change.ts';

type Happening = { readonly change: MrrChange };

/**
 * Cuts a timeline into activity windows: what takes effect within `windowMs` of a window's first change is judged once, so two subscriptions bought
 * together are one new supplier. A window ends with the reporting month, so that closed months do not depend on what follows them.
 * Source of the 60 minutes: ChartMogul, "smart activity".
 */
export function activityWindows<Step extends Happening>(timeline: readonly Step[], windowMs: number): Step[][] {
  const windows: Step[][] = [];
  for (const step of timeline) {
    const current = windows.at(-1);
    const first = current?.[0];
    if (current !== undefined && first !== undefined && together(first.change, step.change, windowMs))
      current.push(step);
    else windows.push([step]);
  }
  return windows;
}

function together(first: MrrChange, next: MrrChange, windowMs: number): boolean {
  const apartMs = next.effectiveAt.getTime() - first.effectiveAt.getTime();
  return apartMs === 0 || (apartMs < windowMs && month(first) === month(next));
}

function month({ effectiveAt }: MrrChange): string {
  return reportingDay(effectiveAt).slice(0, 7);
}
