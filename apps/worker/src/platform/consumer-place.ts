import {
  failCursor,
  failReplay,
  moveCursor,
  moveReplay,
  restCursor,
  restReplay,
  takeCursor,
  takeReplay,
  type Store,
  type Writer,
} from '@wedsync/db/platform';

/** Where a consumer stands in the log: its live cursor, or a replay. */
export type ConsumerPlace = {
  /** Takes the place for this transaction; null when it cannot be had now. */
  readonly take: (writer: Writer) => Promise<{ readonly lastId: number } | null>;
  readonly move: (writer: Writer, lastId: number, applied: number) => Promise<void>;
  /** Counts a failure of the next event. @returns failures so far */
  readonly fail: (store: Store, error: string) => Promise<number>;
  readonly rest: (store: Store, restMs: number) => Promise<void>;
};

/** Where it follows what happens now. */
export function livePlace(consumer: string): ConsumerPlace {
  return {
    take: (writer) => takeCursor(writer, consumer),
    move: (writer, lastId) => moveCursor(writer, consumer, lastId),
    fail: (store, error) => failCursor(store, consumer, error),
    rest: (store, restMs) => restCursor(store, consumer, restMs),
  };
}

/** Where it goes through what it has had before, beside the live place. */
export function replayPlace(id: string): ConsumerPlace {
  return {
    take: (writer) => takeReplay(writer, id),
    move: (writer, lastId, applied) => moveReplay(writer, id, lastId, applied),
    fail: (store, error) => failReplay(store, id, error),
    rest: (store, restMs) => restReplay(store, id, restMs),
  };
}
