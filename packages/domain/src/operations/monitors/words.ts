import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '@wedsync/domain/platform';
import type { Monitor, MonitorUnit } from './monitors.ts';
import type { MonitorState } from './state.ts';

const spans = [
  { ms: DAY_MS, word: 'd' },
  { ms: HOUR_MS, word: 'h' },
  { ms: MINUTE_MS, word: 'min' },
  { ms: SECOND_MS, word: 's' },
] as const;

const written: Readonly<Record<MonitorUnit, (value: number) => string>> = {
  ms: (value) => {
    const span = spans.find(({ ms }) => value >= ms);
    if (value === 0) return '0 s';
    return span === undefined ? `${Math.round(value)} ms` : `${rounded(value / span.ms, 1)} ${span.word}`;
  },
  share: (value) => `${rounded(value * 100, 1)} %`,
  count: (value) => rounded(value, 1),
  figure: (value) => rounded(value, 3),
  days: (value) => `${rounded(value, 0)} d`,
};

/** A value in its unit, as people read it. */
export function valueWords(unit: MonitorUnit, value: number | null): string {
  return value === null ? 'no data' : written[unit](value);
}

type Judged = {
  readonly state: MonitorState;
  readonly value: number | null;
  readonly sample: number | null;
  readonly note: string | null;
  readonly threshold: number | null;
  readonly minSample: number;
  /** Better readings still wanted before the state gets better. */
  readonly waitsFor: number;
};

/** Why a monitor stands where it does, in a sentence. */
export function whyWords({ unit, worseWhen }: Pick<Monitor, 'unit' | 'worseWhen'>, judged: Judged): string {
  const { state, value, sample, note, threshold, minSample, waitsFor } = judged;
  const extra = note === null ? '' : ` ${note}`;
  if (state === 'unknown') {
    if (value === null) return note ?? 'No data.';
    const few = sample !== null && sample < minSample;
    return few ? `Only ${sample} to judge by, ${minSample} are needed.${extra}` : `Not enough readings yet.${extra}`;
  }
  const side = worseWhen === 'higher' ? 'from' : 'below';
  const limit = threshold === null ? '' : `, ${state} ${side} ${written[unit](threshold)}`;
  const waiting = waitsFor === 0 ? '' : ` Still ${state} until ${waitsFor} more like it.`;
  return `${valueWords(unit, value)}${limit}.${extra}${waiting}`;
}

function rounded(value: number, digits: number): string {
  return String(Number(value.toFixed(digits)));
}
