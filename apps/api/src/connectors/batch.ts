/** Keeps one item; resolves once it is kept, rejects when the batch it travelled in was not. */
export type Keep<Item> = (item: Item) => Promise<void>;

/**
 * Gathers what arrives together, and what arrives while the database is busy, into one statement: a batch costs little more than a row, and when it is
 * quiet nothing waits.
 */
export function inBatches<Item>(
  flush: (items: readonly Item[]) => Promise<void>,
  { maxBatch, lanes }: { readonly maxBatch: number; readonly lanes: number },
): Keep<Item> {
  type Waiting = { readonly item: Item; readonly resolve: () => void; readonly reject: (error: unknown) => void };
  const waiting: Waiting[] = [];
  let busy = 0;

  async function work(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.splice(0, maxBatch);
      try {
        await flush(batch.map(({ item }) => item));
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
      // Those just answered ask again at once: what they send travels with what came meanwhile.
      await nextTurn();
    }
    busy -= 1;
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (busy >= lanes) return;
      busy += 1;
      void nextTurn().then(work);
    });
}

/** After everything the network has ready by now has been read. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
