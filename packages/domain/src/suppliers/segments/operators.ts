/** What kind of answer a field has, which says what it can be asked. */
export type SegmentFieldType = 'text' | 'choice' | 'number' | 'money' | 'date' | 'boolean' | 'list' | 'eventCount';

/** What an operator is given: nothing, one value, several, a lowest and a highest, a number of days, or a count within days. */
export type ValueShape = 'nothing' | 'one' | 'many' | 'range' | 'days' | 'count';

/** Every operator with the words that stand between field and value. */
export const segmentOperators = {
  is: 'is',
  isNot: 'is not',
  isAnyOf: 'is any of',
  isNoneOf: 'is none of',
  contains: 'contains',
  atLeast: 'is at least',
  atMost: 'is at most',
  between: 'is between',
  before: 'is before',
  onOrAfter: 'is on or after',
  withinNextDays: 'is within the next',
  withinLastDays: 'is within the last',
  moreThanDaysAgo: 'is more than',
  hasTag: 'has',
  hasAnyTag: 'has any of',
  isEmpty: 'is empty',
  isNotEmpty: 'is not empty',
} as const;
export type SegmentOperator = keyof typeof segmentOperators;

type Offer = { readonly [K in SegmentOperator]?: ValueShape };

const amounts: Offer = { atLeast: 'one', atMost: 'one', between: 'range' };

/** Which operators each type of field offers, in the order builders show them, and what each is given. */
const offers: Readonly<Record<SegmentFieldType, Offer>> = {
  text: { contains: 'one', is: 'one', isNot: 'one' },
  choice: { is: 'one', isNot: 'one', isAnyOf: 'many', isNoneOf: 'many' },
  number: amounts,
  money: amounts,
  date: {
    withinNextDays: 'days',
    withinLastDays: 'days',
    moreThanDaysAgo: 'days',
    before: 'one',
    onOrAfter: 'one',
    between: 'range',
  },
  boolean: { is: 'one' },
  list: { hasTag: 'one', hasAnyTag: 'many' },
  eventCount: { atLeast: 'count', atMost: 'count' },
};

const emptiness: Offer = { isEmpty: 'nothing', isNotEmpty: 'nothing' };

type Asked = { readonly type: SegmentFieldType; readonly canBeEmpty?: boolean };

/** The operators a field offers. */
export function operatorsOf(field: Asked): readonly SegmentOperator[] {
  return Object.keys({ ...offers[field.type], ...(field.canBeEmpty === true ? emptiness : {}) }).filter(
    isSegmentOperator,
  );
}

/** What an operator of a field is given; null when the field does not offer it. */
export function shapeOf(field: Asked, operator: string): ValueShape | null {
  if (!isSegmentOperator(operator) || !operatorsOf(field).includes(operator)) return null;
  return offers[field.type][operator] ?? 'nothing';
}

export function isSegmentOperator(name: string): name is SegmentOperator {
  return Object.hasOwn(segmentOperators, name);
}
