import { Invalid } from '@wedsync/domain/platform';
import type { SegmentCondition, SegmentOperator } from '@wedsync/domain/suppliers';
import { column, type Binding, type Fragment, type Moment } from './column-sayings.ts';
import { count, many, one } from './condition-values.ts';
import type { CountSource, RowsSource, SegmentField } from './segment-field.ts';
import { endOfCount, startOfCount } from './count-window.ts';

export type { Fragment, Moment } from './column-sayings.ts';

/**
 * One condition in SQL. Columns stand bare beside values wherever that can be said, so that indexes answer.
 * @throws Invalid for an operator the field does not have
 */
export function writeCondition(field: SegmentField, condition: SegmentCondition, moment: Moment): Fragment {
  const { source } = field;
  if (source.kind === 'rows') return rows(source, condition);
  if (source.kind === 'count') return counted(source, condition, moment, field.ahead === true);
  const say = column[source.kind][condition.operator];
  return say === undefined ? unsayable(condition) : say(source.sql, condition.value, moment);
}

type Within = { readonly not: boolean; readonly sql: string; readonly bindings: readonly Binding[] };

const ofValue: { readonly [K in SegmentOperator]?: (condition: SegmentCondition, sql: string) => Within } = {
  is: ({ value }) => ({ not: value !== true, sql: '', bindings: [] }),
  hasTag: ({ value }, sql) => ({ not: false, sql: ` and ${sql} = ?`, bindings: [one(value)] }),
  hasAnyTag: ({ value }, sql) => ({ not: false, sql: ` and ${sql} = any(?::text[])`, bindings: [many(value)] }),
  isEmpty: () => ({ not: true, sql: '', bindings: [] }),
  isNotEmpty: () => ({ not: false, sql: '', bindings: [] }),
};

function rows({ from, supplierId, where, value = '' }: RowsSource, condition: SegmentCondition): Fragment {
  const narrowed = ofValue[condition.operator]?.(condition, value) ?? unsayable(condition);
  return {
    sql: `${narrowed.not ? 'not exists' : 'exists'} (select from ${from} where ${supplierId} = s.id and ${where}${narrowed.sql})`,
    bindings: narrowed.bindings,
  };
}

/** Read supplier by supplier, after what is cheaper to ask: a table of everybody's days is far larger than the suppliers that are left by then. */
function counted(source: CountSource, condition: SegmentCondition, { now }: Moment, ahead: boolean): Fragment {
  const { from, supplierId, where = 'true', bindings = [], sum, at } = source;
  const { count: bound, days } = count(condition.value);
  const comparison = bounds[condition.operator] ?? unsayable(condition);
  const [start, end] = [startOfCount(source, now, days, ahead), endOfCount(source, now, days, ahead)];
  const amount = sum === undefined ? 'count(*)' : `coalesce(sum(${sum}), 0)`;
  return {
    sql: `(select ${amount} from ${from} where ${supplierId} = s.id and ${where} and ${at} ${start.sql} and ${at} ${end.sql}) ${comparison} ?`,
    bindings: [...bindings, ...start.bindings, ...end.bindings, bound],
  };
}

const bounds: { readonly [K in SegmentOperator]?: string } = { atLeast: '>=', atMost: '<=' };

function unsayable({ field, operator }: SegmentCondition): never {
  throw Invalid({ message: `${field} cannot be asked ${operator}. Change the rule.` });
}
