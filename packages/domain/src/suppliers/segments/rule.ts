import type { SegmentFieldType, SegmentOperator } from './operators.ts';

/** Which suppliers are meant, as JSON: conditions, and groups of them that all hold, of which any holds, or that do not hold. */
export type SegmentRule =
  | { readonly all: readonly SegmentRule[] }
  | { readonly any: readonly SegmentRule[] }
  | { readonly not: SegmentRule }
  | SegmentCondition;

/** One claim about a supplier. What `value` is follows from the type of the field and the operator; some take none. */
export type SegmentCondition = {
  readonly field: string;
  readonly operator: SegmentOperator;
  readonly value?: SegmentValue;
};

/** So many of something within so many days. */
export type CountInDays = { readonly count: number; readonly days: number };

export type SegmentValue =
  string | number | boolean | readonly string[] | readonly [string, string] | readonly [number, number] | CountInDays;

export type SegmentChoice = { readonly id: string; readonly name: string };

/** What a rule may ask about. Each capability registers the fields it knows; rules name them by `name`. */
export type SegmentFieldInfo = {
  readonly name: string;
  readonly label: string;
  /** Heading under which builders offer it. */
  readonly group: string;
  readonly type: SegmentFieldType;
  /** The only values there are; without it any text is one. */
  readonly choices?: readonly SegmentChoice[];
  /** Where builders find values that are not fixed. */
  readonly choicesFrom?: 'staff' | 'regions' | 'countries';
  /** Offers "is empty": some suppliers have none. */
  readonly canBeEmpty?: boolean;
  /** Numbers: the bounds, and whether parts of one are meant. */
  readonly min?: number;
  readonly max?: number;
  readonly fraction?: boolean;
  /** Counts: the days lie ahead and not behind. */
  readonly ahead?: boolean;
};

/** How much a rule may say: enough for people, too little to harm the house. */
export const segmentLimits = {
  maxDepth: 6,
  maxConditions: 60,
  maxValues: 100,
  maxTextChars: 200,
  maxDays: 730,
  maxCount: 1_000_000,
  maxNameChars: 80,
  maxDescriptionChars: 500,
  maxSegments: 200,
} as const;

/** Money beyond this is a slip of the finger. */
export const maxSegmentNumber = 1_000_000_000_000;
