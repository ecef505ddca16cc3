import type { Tuning } from './contract.ts';
import { thresholdsUnder, type HouseMode } from './modes.ts';
import type { Monitor } from './monitors.ts';
import type { WatchPolicy } from './policy.ts';
import { judge, rate, type MonitorState, type Thresholds } from './state.ts';
import { whyWords } from './words.ts';

export type TakenReading = {
  readonly value: number | null;
  readonly sample: number | null;
  readonly note: string | null;
  readonly takenAt: Date;
};

/** How one line stands, and under what. */
export type Standing = TakenReadingOrNone &
  Thresholds & {
    readonly state: MonitorState;
    readonly since: Date;
    readonly why: string;
    readonly because: readonly HouseMode[];
  };
type TakenReadingOrNone = Omit<TakenReading, 'takenAt'> & { readonly takenAt: Date | null };

type Line = {
  readonly monitor: Monitor;
  readonly tuning: Tuning;
  /** Null for a line that is judged for the first time. */
  readonly before: Pick<Standing, 'state' | 'since'> | null;
  /** Newest first. */
  readonly readings: readonly TakenReading[];
};

type House = { readonly now: Date; readonly policy: WatchPolicy; readonly inForce: readonly HouseMode[] };

/** Judges one line by its readings: those after the last change of state count, the newest says what is seen now. */
export function standingOf({ monitor, tuning, before, readings }: Line, house: House): Standing {
  const { because, ...thresholds } = thresholdsUnder(tuning, monitor, house);
  const measure = { worseWhen: monitor.worseWhen, thresholds, minSample: tuning.minSample };
  const [latest] = readings;
  const silence = silenceOf(monitor, latest, house.now);
  const counting = readings.filter(({ takenAt }) => before === null || takenAt > before.since);
  const ratings = counting.map((reading) => rate(reading, measure));
  const state = silence === null ? judge(before?.state ?? 'unknown', ratings, tuning) : 'unknown';
  const { value, sample, note } = silence === null && latest !== undefined ? latest : nothing(silence);
  const limits: Readonly<Partial<Record<MonitorState, number>>> = thresholds;
  const threshold = limits[state] ?? null;
  return {
    state,
    since: before?.state === state ? before.since : silence === null ? (latest?.takenAt ?? house.now) : house.now,
    why: whyWords(monitor, {
      state,
      value,
      sample,
      note,
      threshold,
      minSample: tuning.minSample,
      waitsFor: waitsFor(state, ratings, tuning),
    }),
    value,
    sample,
    note,
    takenAt: latest?.takenAt ?? null,
    ...thresholds,
    because,
  };
}

/** Good readings in a row that are still wanted of a state that the newest reading no longer shows; 0 when it does. */
function waitsFor(state: MonitorState, ratings: readonly MonitorState[], { of }: Tuning): number {
  const worse = ratings.indexOf(state);
  const better = worse === -1 ? ratings.length : worse;
  return state === 'unknown' ? 0 : better === 0 ? 0 : Math.max(of - better, 0);
}

/** What is said where nothing is heard; null where there is a reading young enough. */
function silenceOf({ staleAfterMs }: Monitor, latest: TakenReading | undefined, now: Date): string | null {
  if (latest === undefined) return 'No data: nobody has reported yet.';
  if (now.getTime() - latest.takenAt.getTime() <= staleAfterMs) return null;
  return `No data: the last reading is of ${latest.takenAt.toISOString().slice(0, 16).replace('T', ' ')} UTC.`;
}

function nothing(note: string | null) {
  return { value: null, sample: null, note };
}
