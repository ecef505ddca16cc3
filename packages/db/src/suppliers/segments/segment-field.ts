import type { SegmentFieldInfo } from '@wedsync/domain/suppliers';

/**
 * What a rule may ask about and where the answer stands. Rows of it are the one place to add a field; SQL here is written by us, values of rules are
 * bindings always. `s` is the supplier.
 */
export type SegmentField = SegmentFieldInfo & { readonly source: FieldSource };

export type FieldSource =
  /** A column in lower case, compared without regard to case. */
  | { readonly kind: 'words'; readonly sql: string }
  | { readonly kind: 'column'; readonly sql: string }
  | { readonly kind: 'array'; readonly sql: string }
  | { readonly kind: 'instant'; readonly sql: string }
  /** A calendar day where the supplier is. */
  | { readonly kind: 'day'; readonly sql: string }
  /** Whole days since an instant. */
  | { readonly kind: 'age'; readonly sql: string }
  | RowsSource
  | CountSource;

/** Whether there are rows of another table, or which values they have. */
export type RowsSource = {
  readonly kind: 'rows';
  readonly from: string;
  readonly supplierId: string;
  readonly where: string;
  readonly value?: string;
};

/** How many rows of another table, or how much of a column, lie within some days. */
export type CountSource = {
  readonly kind: 'count';
  readonly from: string;
  readonly supplierId: string;
  readonly where?: string;
  readonly bindings?: readonly string[];
  readonly sum?: string;
  /** Instants of what happened, or calendar days in the reporting zone. */
  readonly at: string;
  readonly by: 'instant' | 'day';
};
