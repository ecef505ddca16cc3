/**
 * Every so many keys of a list in its order, so that a deep page is entered nearby instead of walked to from an end.
 * A post is the sort's value and the tie-breaking id as text; no value is null.
 */
export type Signposts = { readonly step: number; readonly posts: readonly Post[] };
export type Post = readonly [value: string | null, id: string];

/** Where to start and how many rows to pass over from there. */
export type Entry = { readonly post: Post; readonly skip: number };

const mostPosts = 1_000;
const leastStep = 50;

/** How far apart the posts of a list of this length stand. */
export function signpostStep(total: number): number {
  return Math.max(leastStep, Math.ceil(total / mostPosts));
}

/**
 * The entry to a page; null where there is none, which is near the ends, where walking is quick, and where values give way to empty ones:
 * a comparison with a value never reaches rows that have none.
 */
export function entryTo({ step, posts }: Signposts, page: { offset: number; limit: number }): Entry | null {
  const before = Math.floor(page.offset / step);
  const [from, beyond] = [posts[before], posts[Math.floor((page.offset + page.limit) / step) + 1]];
  if (from === undefined || beyond === undefined) return null;
  if ((from[0] === null) !== (beyond[0] === null)) return null;
  return { post: from, skip: page.offset - before * step };
}

/** Turns the statement that yields `value` and `id` of every row with its number `n` into one that yields the posts as one JSON value. */
export function surveySql(numberedSql: string, step: number): string {
  return `select json_agg(json_build_array(value::text, id::text) order by n) as rows from (${numberedSql}) numbered where n % ${step} = 1`;
}
