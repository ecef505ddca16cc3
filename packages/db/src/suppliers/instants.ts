/** Columns that PostgreSQL hands over as Date and the api speaks of as ISO text. */
type Instants<Row, Field extends keyof Row> = { readonly [K in Field]: Row[K] extends string ? Date : Date | null };

/** A contract row as the database returns it. */
export type Stored<Row, Field extends keyof Row> = Omit<Row, Field> & Instants<Row, Field>;

export function iso(instant: Date): string {
  return instant.toISOString();
}

export function isoOrNull(instant: Date | null): string | null {
  return instant === null ? null : instant.toISOString();
}
