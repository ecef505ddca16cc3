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
  /** Counts a failure of the first event after `lastId`. @returns failures so far; null when another worker has gone on from there */
  readonly fail: (store: Store, lastId: number, error: string) => Promise<number | null>;
  /** Rests after a failure there, unless another worker has gone on. */
  readonly rest: (store: Store, lastId: number, restMs: number) => Promise<void>;
};

/** Where it follows what happens now. */
export function livePlace(consumer: string): ConsumerPlace {
  return {
    take: (writer) => takeCursor(writer, consumer),
    move: (writer, lastId) => moveCursor(writer, consumer, lastId),
    fail: (store, lastId, error) => failCursor(store, consumer, lastId, error),
    rest: (store, lastId, restMs) => restCursor(store, consumer, lastId, restMs),
  };
}

/** Where it goes through what it has had before, beside the live place. */
export function replayPlace(id: string): ConsumerPlace {
  return {
    take: (writer) => takeReplay(writer, id),
    move: (writer, lastId, applied) => moveReplay(writer, id, lastId, applied),
    fail: (store, lastId, error) => failReplay(store, id, lastId, error),
    rest: (store, lastId, restMs) => restReplay(store, id, lastId, restMs),
  };
}
