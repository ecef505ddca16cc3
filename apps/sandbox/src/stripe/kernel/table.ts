import type { BaseRecord } from '../records/index.ts';

export interface CreatedRange {
  readonly gt?: number;
  readonly gte?: number;
  readonly lt?: number;
  readonly lte?: number;
}

export interface PageQuery<R> {
  /** Narrows by an indexed field before anything else is looked at. */
  readonly by?: { readonly field: keyof R; readonly value: string };
  readonly where?: (row: R) => boolean;
  readonly created?: CreatedRange;
  readonly startingAfter?: string;
  readonly endingBefore?: string;
  readonly limit: number;
}

export interface Page<R> {
  readonly rows: R[];
  readonly hasMore: boolean;
}

/**
 * Rows of one kind in the order they were created, with indexes on chosen fields. Rows are replaced, never changed,
 * and deleted ones stay as tombstones, so a position is stable.
 */
export class Table<R extends BaseRecord> {
  private readonly rows: R[] = [];
  private readonly positions = new Map<string, number>();
  private dropped = 0;
  private readonly indexes: ReadonlyMap<keyof R, Map<unknown, number[]>>;

  constructor(indexedFields: readonly (keyof R)[]) {
    this.indexes = new Map(indexedFields.map((field) => [field, new Map<unknown, number[]>()]));
  }

  get size(): number {
    return this.rows.length;
  }

  get(id: string): R | undefined {
    const position = this.positions.get(id);
    return position === undefined ? undefined : this.rows[position - this.dropped];
  }

  insert(row: R): R {
    const position = this.rows.push(row) - 1 + this.dropped;
    this.positions.set(row.id, position);
    for (const [field, index] of this.indexes) addTo(index, row[field], position);
    return row;
  }

  replace(row: R): R {
    const position = this.positions.get(row.id);
    const before = this.get(row.id);
    if (position === undefined || before === undefined) throw new Error(`no row ${row.id} to replace`);
    this.rows[position - this.dropped] = row;
    for (const [field, index] of this.indexes) {
      if (before[field] === row[field]) continue;
      removeFrom(index, before[field], position);
      addTo(index, row[field], position);
    }
    return row;
  }

  /** Rows whose indexed field has the value, oldest first. */
  find(field: keyof R, value: string): R[] {
    return (this.indexes.get(field)?.get(value) ?? []).flatMap((position) => this.rows[position] ?? []);
  }

  all(): readonly R[] {
    return this.rows;
  }

  /** Forgets the oldest rows, a tenth of `count` at a time; only for tables without indexes. */
  keepNewest(count: number): void {
    if (this.rows.length < count * 1.1) return;
    const gone = this.rows.splice(0, this.rows.length - count);
    for (const row of gone) this.positions.delete(row.id);
    this.dropped += gone.length;
  }

  clear(): void {
    this.rows.length = 0;
    this.dropped = 0;
    this.positions.clear();
    for (const index of this.indexes.values()) index.clear();
  }

  /** One page, newest first, as Stripe's lists are. Positions stand for creation order. */
  page(query: PageQuery<R>): Page<R> {
    const candidates = query.by ? (this.indexes.get(query.by.field)?.get(query.by.value) ?? []) : null;
    const length = candidates ? candidates.length : this.rows.length;
    const rowAt = (i: number) => this.rows[candidates ? (candidates[i] ?? -1) : i];
    const rank = (id: string | undefined) => this.rankOf(id, candidates, length);
    const ascending = query.endingBefore !== undefined;
    const { from, to } = createdBounds(query.created, length, (i) => rowAt(i)?.created ?? 0);
    const first = ascending
      ? Math.max(from, rank(query.endingBefore) + 1)
      : Math.min(to, rank(query.startingAfter)) - 1;
    const rows: R[] = [];
    for (let i = first; ascending ? i < to : i >= from; i += ascending ? 1 : -1) {
      const row = rowAt(i);
      if (row === undefined || row.deleted || (query.where && !query.where(row))) continue;
      rows.push(row);
      if (rows.length > query.limit) break;
    }
    const hasMore = rows.length > query.limit;
    if (hasMore) rows.pop();
    return { rows: ascending ? rows.toReversed() : rows, hasMore };
  }

  private rankOf(id: string | undefined, candidates: readonly number[] | null, length: number): number {
    if (id === undefined) return length;
    const position = this.positions.get(id);
    if (position === undefined) return length;
    return candidates ? lowerBound(length, (i) => candidates[i] ?? 0, position) : position - this.dropped;
  }
}

function addTo(index: Map<unknown, number[]>, value: unknown, position: number): void {
  if (value === null || value === undefined) return;
  const bucket = index.get(value);
  if (bucket === undefined) index.set(value, [position]);
  else if (position > (bucket[bucket.length - 1] ?? -1)) bucket.push(position);
  else
    bucket.splice(
      lowerBound(bucket.length, (i) => bucket[i] ?? 0, position),
      0,
      position,
    );
}

function removeFrom(index: Map<unknown, number[]>, value: unknown, position: number): void {
  const bucket = index.get(value);
  const at = bucket?.indexOf(position) ?? -1;
  if (at >= 0) bucket?.splice(at, 1);
}

/** Half-open range of ranks whose creation time lies inside the filter. */
function createdBounds(range: CreatedRange | undefined, length: number, createdAt: (i: number) => number) {
  if (range === undefined) return { from: 0, to: length };
  const lowest = Math.max(range.gte ?? -Infinity, (range.gt ?? -Infinity) + 1);
  const beyond = Math.min((range.lte ?? Infinity) + 1, range.lt ?? Infinity);
  return { from: lowerBound(length, createdAt, lowest), to: lowerBound(length, createdAt, beyond) };
}

/** First rank whose value is not below the sought one. */
function lowerBound(length: number, valueAt: (i: number) => number, sought: number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (valueAt(middle) < sought) low = middle + 1;
    else high = middle;
  }
  return low;
}
