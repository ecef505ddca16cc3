import { DAY_MS, dayBounds, plusMs } from '@wedsync/domain/platform';
import type { SegmentOperator, SegmentValue } from '@wedsync/domain/suppliers';
import { likePattern } from '../../platform/like-pattern.ts';
import { many, one, pair, whole } from './condition-values.ts';
import type { FieldSource } from './segment-field.ts';

export type Binding = string | number | boolean | string[];
export type Fragment = { readonly sql: string; readonly bindings: readonly Binding[] };

/** What a condition is asked at. */
export type Moment = { readonly now: Date };

type Say = (sql: string, value: SegmentValue | undefined, moment: Moment) => Fragment;
type Sayings = { readonly [K in SegmentOperator]?: Say };

const nullness: Sayings = {
  isEmpty: (sql) => fragment(`${sql} is null`),
  isNotEmpty: (sql) => fragment(`${sql} is not null`),
};

const words: Sayings = {
  is: (sql, value) => fragment(`${sql} = lower(?)`, one(value)),
  isNot: (sql, value) => fragment(`${sql} is distinct from lower(?)`, one(value)),
  contains: (sql, value) => fragment(`${sql} like lower(?)`, likePattern(String(one(value)))),
};

const plain: Sayings = {
  is: (sql, value) => fragment(`${sql} = ?`, one(value)),
  isNot: (sql, value) => fragment(`${sql} is distinct from ?`, one(value)),
  isAnyOf: (sql, value) => fragment(`${sql} = any(?::text[])`, many(value)),
  isNoneOf: (sql, value) => fragment(`(${sql} = any(?::text[])) is not true`, many(value)),
  atLeast: (sql, value) => fragment(`${sql} >= ?`, one(value)),
  atMost: (sql, value) => fragment(`${sql} <= ?`, one(value)),
  between: (sql, value) => fragment(`${sql} between ? and ?`, ...pair(value)),
  ...nullness,
};

const array: Sayings = {
  hasTag: (sql, value) => fragment(`${sql} @> ?::text[]`, [String(one(value))]),
  hasAnyTag: (sql, value) => fragment(`${sql} && ?::text[]`, many(value)),
  isEmpty: (sql) => fragment(`${sql} = '{}'`),
  isNotEmpty: (sql) => fragment(`${sql} <> '{}'`),
};

/** Days before and after now are of 24 hours; calendar days begin and end in the reporting zone. */
const instant: Sayings = {
  withinNextDays: (sql, value, { now }) => between(sql, now, plusMs(now, whole(value) * DAY_MS)),
  withinLastDays: (sql, value, { now }) => between(sql, plusMs(now, -whole(value) * DAY_MS), now),
  moreThanDaysAgo: (sql, value, { now }) => earlier(sql, plusMs(now, -whole(value) * DAY_MS)),
  before: (sql, value) => earlier(sql, startOf(one(value))),
  onOrAfter: (sql, value) => fragment(`${sql} >= ?::timestamptz`, startOf(one(value)).toISOString()),
  between: (sql, value) => {
    const [first, last] = pair(value);
    const bounds = [startOf(first), dayBounds(String(last)).end].map((bound) => bound.toISOString());
    return fragment(`(${sql} >= ?::timestamptz and ${sql} < ?::timestamptz)`, ...bounds);
  },
  ...nullness,
};

/**
 * Today is the supplier's own, which no index knows; it is within a day of the date in UTC, and that stretch is looked up.
 */
const day: Sayings = {
  withinNextDays: (sql, value, moment) => days(sql, moment, 0, whole(value)),
  withinLastDays: (sql, value, moment) => days(sql, moment, -whole(value), 0),
  moreThanDaysAgo: (sql, value, { now }) =>
    fragment(
      `(${sql} <= ?::date - ?::int and ${sql} < ${todayThere} - ?::int)`,
      dateOf(now),
      whole(value),
      now.toISOString(),
      whole(value),
    ),
  before: (sql, value) => fragment(`${sql} < ?::date`, one(value)),
  onOrAfter: (sql, value) => fragment(`${sql} >= ?::date`, one(value)),
  between: (sql, value) => fragment(`${sql} between ?::date and ?::date`, ...pair(value)),
  ...nullness,
};

/** So many whole days since an instant, asked of the instant itself. */
const age: Sayings = {
  atLeast: (sql, value, { now }) => upTo(sql, plusMs(now, -whole(value) * DAY_MS)),
  atMost: (sql, value, { now }) => after(sql, plusMs(now, -(whole(value) + 1) * DAY_MS)),
  between: (sql, value, { now }) => {
    const [low, high] = pair(value).map(Number);
    const [young, old] = [
      upTo(sql, plusMs(now, -(low ?? 0) * DAY_MS)),
      after(sql, plusMs(now, -((high ?? 0) + 1) * DAY_MS)),
    ];
    return fragment(`(${young.sql} and ${old.sql})`, ...young.bindings, ...old.bindings);
  },
};

/** What can be said of a column, by what it holds. */
export const column: Readonly<Record<Exclude<FieldSource['kind'], 'rows' | 'count'>, Sayings>> = {
  words,
  column: plain,
  array,
  instant,
  day,
  age,
};

const todayThere = '(?::timestamptz at time zone s.time_zone)::date';

function days(sql: string, { now }: Moment, from: number, to: number): Fragment {
  return fragment(
    `(${sql} between ?::date + ?::int and ?::date + ?::int and ${sql} between ${todayThere} + ?::int and ${todayThere} + ?::int)`,
    ...[dateOf(now), from - 1, dateOf(now), to + 1],
    ...[now.toISOString(), from, now.toISOString(), to],
  );
}

function between(sql: string, from: Date, to: Date): Fragment {
  return fragment(`${sql} between ?::timestamptz and ?::timestamptz`, from.toISOString(), to.toISOString());
}

function earlier(sql: string, than: Date): Fragment {
  return fragment(`${sql} < ?::timestamptz`, than.toISOString());
}

function upTo(sql: string, at: Date): Fragment {
  return fragment(`${sql} <= ?::timestamptz`, at.toISOString());
}

function after(sql: string, at: Date): Fragment {
  return fragment(`${sql} > ?::timestamptz`, at.toISOString());
}

function startOf(date: string | number | boolean): Date {
  return dayBounds(String(date)).start;
}

function dateOf(now: Date): string {
  return now.toISOString().slice(0, 10);
}

function fragment(sql: string, ...bindings: readonly Binding[]): Fragment {
  return { sql, bindings };
}
