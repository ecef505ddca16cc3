import type { Tuning } from './contract.ts';
import type { Monitor } from './monitors.ts';

/** What a monitor comes with, until somebody tunes it. */
export function suggestedTuning({ suggested, minSample, patience, channel }: Monitor): Tuning {
  return { ...suggested, minSample, ...patience, channel };
}

/** What is wrong with a tuning, by field; empty when it may be kept. */
export function tuningProblems({ worseWhen }: Pick<Monitor, 'worseWhen'>, tuning: Tuning): Record<string, string> {
  const { warning, critical, needed, of } = tuning;
  const beyond = worseWhen === 'higher' ? critical >= warning : critical <= warning;
  return {
    ...(beyond ? {} : { critical: `Critical lies beyond warning: it gets worse as the value gets ${worseWhen}.` }),
    ...(needed > of ? { needed: 'No more than there are readings.' } : {}),
    ...(needed <= of && needed * 2 <= of
      ? { needed: 'More than half of them, or two states could both be true.' }
      : {}),
  };
}
