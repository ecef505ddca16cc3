/** The task that keys act on, and where it stood when last seen. */
export type Standing = { readonly id: string | null; readonly place: number };

/**
 * Where one stands after the queue changed: at the same task, whatever more urgent one came before it; when it left, at the one that took its place.
 */
export function standIn(queue: readonly { readonly id: string }[], { id, place }: Standing): Standing {
  const same = queue.findIndex((task) => task.id === id);
  const now = same >= 0 ? same : Math.max(0, Math.min(place, queue.length - 1));
  return { id: queue[now]?.id ?? null, place: now };
}
