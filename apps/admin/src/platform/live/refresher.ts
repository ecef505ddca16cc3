// 400 ms: a burst of events (a sync, a bulk action) refetches a list once, and one change still shows within half a second.
const settleMs = 400;

/** Asks anew for what is shown of a resource. @returns whether it is asked once more, because an answer may be older than the event */
export type Refetch = (resource: string) => Promise<boolean>;

/**
 * Collects the touched resources and refetches each soon after. A refetch is never cut off by the next event, so that under steady events slow
 * answers arrive too; what was touched meanwhile is asked for once more after it.
 */
export function createRefresher(refetch: Refetch) {
  const touched = new Set<string>();
  const underWay = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    timer = undefined;
    for (const resource of touched) if (!underWay.has(resource)) void ask(resource);
  };
  const schedule = () => {
    timer ??= setTimeout(flush, settleMs);
  };
  const ask = async (resource: string) => {
    touched.delete(resource);
    underWay.add(resource);
    const again = await refetch(resource);
    underWay.delete(resource);
    if (again) touched.add(resource);
    if (touched.has(resource)) schedule();
  };
  const refresh = (resources: readonly string[]) => {
    for (const resource of resources) touched.add(resource);
    schedule();
  };
  const stop = () => {
    clearTimeout(timer);
    touched.clear();
  };
  return Object.assign(refresh, { stop });
}
