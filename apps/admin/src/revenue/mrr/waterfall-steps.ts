import type { MrrMovementType } from '@wedsync/domain/revenue';
import type { Tone } from '../../platform/index.ts';
import { movementLooks } from './mrr-words.ts';

/** One bar of a waterfall: where it floats and what it stands for, all in minor units. */
export type WaterfallStep = {
  readonly key: string;
  readonly label: string;
  readonly amountMinor: number;
  readonly fromMinor: number;
  readonly toMinor: number;
  readonly tone: Tone;
  readonly type: MrrMovementType | null;
  readonly count: number | null;
};

type Month = {
  readonly startMinor: number;
  readonly endMinor: number;
  readonly amounts: Readonly<Record<MrrMovementType, number>>;
  readonly counts: Readonly<Record<MrrMovementType, number>>;
};

/** Start, each kind of movement that happened, end; every bar begins where the one before it ended. */
export function waterfallSteps({ startMinor, endMinor, amounts, counts }: Month): WaterfallStep[] {
  let standing = startMinor;
  const moved = movementLooks.flatMap(({ type, label, tone }): WaterfallStep[] => {
    const amountMinor = amounts[type];
    if (amountMinor === 0 && counts[type] === 0) return [];
    const fromMinor = standing;
    standing += amountMinor;
    return [{ key: type, type, label, tone, amountMinor, fromMinor, toMinor: standing, count: counts[type] }];
  });
  const edge = { tone: 'neutral', type: null, count: null, fromMinor: 0 } as const;
  return [
    { ...edge, key: 'start', label: 'Start', amountMinor: startMinor, toMinor: startMinor },
    ...moved,
    { ...edge, key: 'end', label: 'End', amountMinor: endMinor, toMinor: endMinor },
  ];
}

/** The stretch worth drawing: movements are small beside what they move, so the axis need not begin at zero. */
export function waterfallRange(steps: readonly WaterfallStep[]): { readonly low: number; readonly high: number } {
  const edges = steps.flatMap(({ type, fromMinor, toMinor }) => (type === null ? [toMinor] : [fromMinor, toMinor]));
  const [low, high] = [Math.min(...edges), Math.max(...edges)];
  const margin = Math.max((high - low) * 0.25, 1);
  return { low: Math.max(0, low - margin), high };
}
