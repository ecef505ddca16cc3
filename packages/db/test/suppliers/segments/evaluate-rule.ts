import { calendarDate, DAY_MS, dayBounds, daysBetween } from '@wedsync/domain/platform';
import type { SegmentCondition, SegmentRule, SegmentValue } from '@wedsync/domain/suppliers';

/** What a field says of one supplier. Days are told as they are where the supplier is. */
export type Fact =
  | { readonly kind: 'word'; readonly is: string | null }
  | { readonly kind: 'name'; readonly is: string }
  | { readonly kind: 'number'; readonly is: number | null }
  | { readonly kind: 'yesNo'; readonly is: boolean }
  | { readonly kind: 'instant'; readonly is: string | null }
  | { readonly kind: 'day'; readonly is: string | null; readonly timeZone: string }
  | { readonly kind: 'words'; readonly are: readonly string[] }
  | { readonly kind: 'days'; readonly on: readonly string[]; readonly ahead: boolean }
  | { readonly kind: 'instants'; readonly at: readonly string[] };
export type Facts = Readonly<Record<string, Fact>>;

/** The meaning of a rule told a second time, without SQL: what the compiled one has to agree with. */
export function evaluateRule(rule: SegmentRule, facts: Facts, now: Date): boolean {
  if ('all' in rule) return rule.all.every((inner) => evaluateRule(inner, facts, now));
  if ('any' in rule) return rule.any.some((inner) => evaluateRule(inner, facts, now));
  if ('not' in rule) return !evaluateRule(rule.not, facts, now);
  const fact = facts[rule.field];
  if (fact === undefined) throw new Error(`No fact for ${rule.field}`);
  return holds(rule, fact, now);
}

function holds({ operator, value }: SegmentCondition, fact: Fact, now: Date): boolean {
  switch (fact.kind) {
    case 'word':
      return ofWord(fact.is, operator, value);
    case 'name':
      return ofName(fact.is.toLowerCase(), operator, String(value).toLowerCase());
    case 'number':
      return ofNumber(fact.is, operator, value);
    case 'yesNo':
      return fact.is === value;
    case 'instant':
      return ofInstant(fact.is, operator, value, now.getTime());
    case 'day':
      return ofDay(fact.is, operator, value, calendarDate(now, fact.timeZone));
    case 'words':
      return ofWords(fact.are, operator, value);
    case 'days':
      return enough(operator, value, (days) => fact.on.filter((day) => inWindow(day, days, fact.ahead, now)).length);
    case 'instants':
      return enough(
        operator,
        value,
        (days) => fact.at.filter((at) => within(now.getTime() - Date.parse(at), days)).length,
      );
  }
}

type Operator = SegmentCondition['operator'];
type Value = SegmentValue | undefined;

function ofWord(word: string | null, operator: Operator, value: Value): boolean {
  const among = word !== null && list(value).includes(word);
  const answers: Partial<Record<Operator, boolean>> = {
    is: word === value,
    isNot: word !== value,
    isAnyOf: among,
    isNoneOf: !among,
    isEmpty: word === null,
    isNotEmpty: word !== null,
  };
  return known(answers[operator]);
}

function ofName(name: string, operator: Operator, value: string): boolean {
  const answers: Partial<Record<Operator, boolean>> = {
    is: name === value,
    isNot: name !== value,
    contains: name.includes(value),
  };
  return known(answers[operator]);
}

function ofNumber(number: number | null, operator: Operator, value: Value): boolean {
  if (operator === 'isEmpty') return number === null;
  if (operator === 'isNotEmpty') return number !== null;
  if (number === null) return false;
  const [low = NaN, high = NaN] = list(value).map(Number);
  const answers: Partial<Record<Operator, boolean>> = {
    atLeast: number >= Number(value),
    atMost: number <= Number(value),
    between: number >= low && number <= high,
  };
  return known(answers[operator]);
}

function ofInstant(instant: string | null, operator: Operator, value: Value, nowMs: number): boolean {
  if (operator === 'isEmpty') return instant === null;
  if (operator === 'isNotEmpty') return instant !== null;
  if (instant === null) return false;
  const atMs = Date.parse(instant);
  const [first = '', last = ''] = list(value);
  const answers: Partial<Record<Operator, () => boolean>> = {
    withinNextDays: () => within(atMs - nowMs, Number(value)),
    withinLastDays: () => within(nowMs - atMs, Number(value)),
    moreThanDaysAgo: () => nowMs - atMs > Number(value) * DAY_MS,
    before: () => atMs < dayBounds(String(value)).start.getTime(),
    onOrAfter: () => atMs >= dayBounds(String(value)).start.getTime(),
    between: () => atMs >= dayBounds(first).start.getTime() && atMs < dayBounds(last).end.getTime(),
  };
  return known(answers[operator]?.());
}

function ofDay(day: string | null, operator: Operator, value: Value, today: string): boolean {
  if (operator === 'isEmpty') return day === null;
  if (operator === 'isNotEmpty') return day !== null;
  if (day === null) return false;
  const [first = '', last = ''] = list(value);
  const ahead = daysBetween(today, day);
  const answers: Partial<Record<Operator, boolean>> = {
    withinNextDays: ahead >= 0 && ahead <= Number(value),
    withinLastDays: ahead <= 0 && -ahead <= Number(value),
    moreThanDaysAgo: -ahead > Number(value),
    before: day < String(value),
    onOrAfter: day >= String(value),
    between: day >= first && day <= last,
  };
  return known(answers[operator]);
}

function ofWords(words: readonly string[], operator: Operator, value: Value): boolean {
  const answers: Partial<Record<Operator, boolean>> = {
    hasTag: words.includes(String(value)),
    hasAnyTag: list(value).some((word) => words.includes(word)),
    isEmpty: words.length === 0,
    isNotEmpty: words.length > 0,
  };
  return known(answers[operator]);
}

function enough(operator: Operator, value: Value, countIn: (days: number) => number): boolean {
  if (typeof value !== 'object' || !('count' in value)) throw new Error('Not a count');
  const found = countIn(value.days);
  return known(
    operator === 'atLeast' ? found >= value.count : operator === 'atMost' ? found <= value.count : undefined,
  );
}

function inWindow(day: string, days: number, ahead: boolean, now: Date): boolean {
  const away = daysBetween(calendarDate(now), day);
  return ahead ? away >= 0 && away <= days : away <= 0 && -away < days;
}

function within(ms: number, days: number): boolean {
  return ms >= 0 && ms <= days * DAY_MS;
}

function list(value: Value): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function known(answer: boolean | undefined): boolean {
  if (answer === undefined) throw new Error('The evaluation does not know this operator.');
  return answer;
}
