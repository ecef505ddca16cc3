/** How a model does on outcomes that have come since. */
export const qualityStates = ['healthy', 'warning', 'critical', 'unknown'] as const;
export type QualityState = (typeof qualityStates)[number];

export type Quality = { readonly state: QualityState; readonly why: string };

type Figures = {
  readonly n: number;
  readonly positives: number;
  readonly accuracy: number;
  readonly baseRate: number;
  readonly brier: number;
};

const healthyAccuracy = 0.85;
const warningAccuracy = 0.75;
/** Fewer outcomes than this are chance. */
const enough = { outcomes: 100, losses: 10 } as const;

/**
 * Judges by accuracy as asked (0.85 healthy, 0.75 warning), but whoever says no more than the base rate does is critical whatever the accuracy: with
 * 3 % churn "nobody leaves" is right 97 times of 100.
 */
export function judgeQuality({ n, positives, accuracy, baseRate, brier }: Figures): Quality {
  if (n < enough.outcomes || positives < enough.losses)
    return { state: 'unknown', why: `${n} outcomes with ${positives} losses are too few to judge by.` };
  const reference = baseRate * (1 - baseRate);
  if (brier >= reference)
    return {
      state: 'critical',
      why: `No better than the base rate of ${percent(baseRate)}: Brier ${brier.toFixed(4)} against ${reference.toFixed(4)}.`,
    };
  const words = `Accuracy ${percent(accuracy)} beside a base rate of ${percent(baseRate)}.`;
  if (accuracy >= healthyAccuracy) return { state: 'healthy', why: words };
  return { state: accuracy >= warningAccuracy ? 'warning' : 'critical', why: words };
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
