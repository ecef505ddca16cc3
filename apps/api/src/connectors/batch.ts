/** Keeps one item; resolves once it is kept, rejects when the batch it travelled in was not. */
export type Keep<Item> = (item: Item) => Promise<void>;

/**
 * Gathers what arrives while the database is busy into one statement: under load a batch costs little more than a row, and when it is
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
    busy += 1;
    while (waiting.length > 0) {
      const batch = waiting.splice(0, maxBatch);
      try {
        await flush(batch.map(({ item }) => item));
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    busy -= 1;
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (busy < lanes) void work();
    });
}
