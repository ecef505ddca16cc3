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
  if (source.kind === 'rows') return rows(source, condition, moment);
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

function rows(
  { from, supplierId, where, value = '' }: RowsSource,
  condition: SegmentCondition,
  moment: Moment,
): Fragment {
  const narrowed = ofValue[condition.operator]?.(condition, value) ?? unsayable(condition);
  const alone = ofOne(supplierId, moment);
  return {
    sql: `s.id ${narrowed.not ? 'not in' : 'in'} (select ${supplierId} from ${from} where ${where}${narrowed.sql}${alone.sql})`,
    bindings: [...narrowed.bindings, ...alone.bindings],
  };
}

/** Gathered once for everybody, not looked up supplier by supplier: who has enough, or who has too much. */
function counted(source: CountSource, condition: SegmentCondition, moment: Moment, ahead: boolean): Fragment {
  const { from, supplierId, where = 'true', bindings = [], sum, at } = source;
  const { count: bound, days } = count(condition.value);
  const enough = condition.operator === 'atLeast';
  if (!enough && condition.operator !== 'atMost') return unsayable(condition);
  const alone = ofOne(supplierId, moment);
  const [start, end] = [startOfCount(source, moment.now, days, ahead), endOfCount(source, moment.now, days, ahead)];
  const amount = sum === undefined ? 'count(*)' : `sum(${sum})`;
  const gathered = `select ${supplierId} from ${from} where ${where} and ${at} ${start.sql} and ${at} ${end.sql}${alone.sql} group by 1`;
  return {
    // Nothing at all is no row, so "at least 0" is asked as "not less than 0".
    sql:
      enough && bound > 0
        ? `s.id in (${gathered} having ${amount} >= ?)`
        : `s.id not in (${gathered} having ${amount} ${enough ? '<' : '>'} ?)`,
    bindings: [...bindings, ...start.bindings, ...end.bindings, ...alone.bindings, bound],
  };
}

/** Rows of no supplier are nobody's: one of them in the list would make "not in" unknown for all. */
function ofOne(supplierId: string, moment: Moment): Fragment {
  if (moment.supplierId === null) return { sql: ` and ${supplierId} is not null`, bindings: [] };
  return { sql: ` and ${supplierId} = ?`, bindings: [moment.supplierId] };
}

function unsayable({ field, operator }: SegmentCondition): never {
  throw Invalid({ message: `${field} cannot be asked ${operator}. Change the rule.` });
}
