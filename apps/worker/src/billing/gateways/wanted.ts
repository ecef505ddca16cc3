/** One object to ask for. */
export type Wanted = {
  readonly id: string;
  /** When the object was created; lets many be fetched by the page. */
  readonly createdAt: Date | null;
};
