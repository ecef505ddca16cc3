/** The next ids after one, in order, at most `limit`; '' asks for the first. */
type IdsAfter = (after: string, limit: number) => Promise<readonly string[]>;

/** Everything there is, by id, in chunks; the last may be shorter, none is empty. */
export async function* idChunks(idsAfter: IdsAfter, chunk: number): AsyncGenerator<readonly string[]> {
  for (let after = ''; ;) {
    const ids = await idsAfter(after, chunk);
    if (ids.length > 0) yield ids;
    if (ids.length < chunk) return;
    after = ids.at(-1) ?? after;
  }
}

/** A list in chunks; the last may be shorter. */
export function chunksOf(ids: readonly string[], size: number): string[][] {
  return Array.from({ length: Math.ceil(ids.length / size) }, (_, index) =>
    ids.slice(index * size, (index + 1) * size),
  );
}

type Sweep = {
  readonly chunks: AsyncIterable<readonly string[]>;
  readonly signal: AbortSignal;
  /** Handles one chunk, in transactions of its own. */
  readonly work: (ids: readonly string[]) => Promise<void>;
};

/**
 * Works through chunks, two under way at a time, so that the database works while this process counts. Told to leave, it begins nothing more and returns
 * when what it began has ended.
 */
export async function sweepInPairs({ chunks, signal, work }: Sweep): Promise<void> {
  let underWay: Promise<void> = Promise.resolve();
  for await (const ids of chunks) {
    if (signal.aborted) break;
    const next = work(ids);
    // Its failure is heard a turn later; until then it must not count as one that nobody handles.
    next.catch(() => undefined);
    await underWay;
    underWay = next;
  }
  await underWay;
}
