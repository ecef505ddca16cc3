export type Heartbeat = { stop(): void };

type Options = {
  readonly lockMs: number;
  /** Extends the lock; false when someone else holds it now. */
  readonly touch: () => Promise<boolean>;
  readonly onLost: () => void;
};

/** Touches a lock at a third of its life. It counts as lost when someone else has it, or when no touch got through for as long as it lives. */
export function startHeartbeat({ lockMs, touch, onLost }: Options): Heartbeat {
  let lastTouch = performance.now();
  let busy = false;
  const beat = async () => {
    if (busy) return;
    busy = true;
    const started = performance.now();
    try {
      if (await touch()) lastTouch = started;
      else lose();
    } catch {
      // The database may be away for a moment; the lock still counts until it would have run out.
    } finally {
      busy = false;
    }
  };
  const lose = () => {
    clearInterval(timer);
    onLost();
  };
  const timer = setInterval(() => {
    if (performance.now() - lastTouch > lockMs) lose();
    else void beat();
  }, lockMs / 3);
  return { stop: () => clearInterval(timer) };
}
