/** Something Stripe will do by itself. Stale plans are recognised by whoever runs them, never withdrawn. */
export interface PlannedJob {
  readonly at: number;
  readonly kind: string;
  readonly id: string;
  /** Plans of the same second run in the order they were made. */
  readonly order: number;
}

export interface Agenda {
  plan(at: number, kind: string, id: string): void;
  nextDueAt(): number | undefined;
  /** Takes the earliest plan that is due at `now`. */
  takeDue(now: number): PlannedJob | undefined;
  list(): readonly PlannedJob[];
  load(jobs: readonly PlannedJob[]): void;
}

/** A binary heap by time and then by order. */
export function createAgenda(): Agenda {
  let heap: PlannedJob[] = [];
  let lastOrder = 0;
  return {
    plan(at, kind, id) {
      lastOrder += 1;
      heap.push({ at, kind, id, order: lastOrder });
      siftUp(heap, heap.length - 1);
    },
    nextDueAt: () => heap[0]?.at,
    takeDue: (now) => (heap[0] !== undefined && heap[0].at <= now ? takeTop(heap) : undefined),
    list: () => heap,
    load(jobs) {
      heap = [...jobs].sort((a, b) => (isBefore(a, b) ? -1 : 1));
      lastOrder = heap.reduce((highest, job) => Math.max(highest, job.order), 0);
    },
  };
}

function isBefore(a: PlannedJob, b: PlannedJob): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

function siftUp(heap: PlannedJob[], from: number): void {
  for (let child = from; child > 0;) {
    const parent = (child - 1) >>> 1;
    if (!swapIfBefore(heap, child, parent)) return;
    child = parent;
  }
}

function takeTop(heap: PlannedJob[]): PlannedJob | undefined {
  const top = heap[0];
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return top;
  heap[0] = last;
  for (let parent = 0; ;) {
    const left = parent * 2 + 1;
    const child = beforeAt(heap, left + 1, left) ? left + 1 : left;
    if (!swapIfBefore(heap, child, parent)) return top;
    parent = child;
  }
}

function beforeAt(heap: readonly PlannedJob[], a: number, b: number): boolean {
  const first = heap[a];
  const second = heap[b];
  return first !== undefined && second !== undefined && isBefore(first, second);
}

function swapIfBefore(heap: PlannedJob[], child: number, parent: number): boolean {
  const lower = heap[child];
  const upper = heap[parent];
  if (lower === undefined || upper === undefined || !isBefore(lower, upper)) return false;
  heap[child] = upper;
  heap[parent] = lower;
  return true;
}
