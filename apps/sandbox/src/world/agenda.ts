/** Something planned for a moment of virtual time; `seq` keeps what is planned for the same moment in order. */
export type Planned<Act> = { readonly at: number; readonly seq: number; readonly act: Act };

export interface AgendaSnapshot<Act> {
  readonly heap: Planned<Act>[];
  readonly nextSeq: number;
}

/** What is going to happen, soonest first (a binary heap). Plain data inside, so that it can be kept. */
export class Agenda<Act> {
  private heap: Planned<Act>[] = [];
  private nextSeq = 0;

  plan(at: number, act: Act): void {
    this.heap.push({ at, seq: this.nextSeq++, act });
    this.siftUp(this.heap.length - 1);
  }

  nextAt(): number | undefined {
    return this.heap[0]?.at;
  }

  /** Removes and returns the next act if it is due by `limit`. */
  takeDue(limit: number): Planned<Act> | undefined {
    const [first] = this.heap;
    if (!first || first.at > limit) return undefined;
    const last = this.heap.pop();
    if (last && last !== first) {
      this.heap[0] = last;
      this.siftDown(0);
    }
    return first;
  }

  snapshot(): AgendaSnapshot<Act> {
    return { heap: this.heap, nextSeq: this.nextSeq };
  }

  restore(snapshot: AgendaSnapshot<Act>): void {
    this.heap = snapshot.heap;
    this.nextSeq = snapshot.nextSeq;
  }

  private siftUp(start: number): void {
    let index = start;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.swapIfEarlier(index, parent)) return;
      index = parent;
    }
  }

  private siftDown(start: number): void {
    let index = start;
    for (;;) {
      const [left, right] = [2 * index + 1, 2 * index + 2];
      const child = this.isEarlier(right, left) ? right : left;
      if (!this.swapIfEarlier(child, index)) return;
      index = child;
    }
  }

  private swapIfEarlier(child: number, parent: number): boolean {
    if (!this.isEarlier(child, parent)) return false;
    const [lower, upper] = [this.heap[child], this.heap[parent]];
    if (!lower || !upper) return false;
    this.heap[child] = upper;
    this.heap[parent] = lower;
    return true;
  }

  private isEarlier(one: number, other: number): boolean {
    const [a, b] = [this.heap[one], this.heap[other]];
    if (!a) return false;
    return !b || a.at < b.at || (a.at === b.at && a.seq < b.seq);
  }
}
