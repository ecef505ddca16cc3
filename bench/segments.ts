import { connectAsOwner, connectDatabase, createStore, type Store } from '@wedsync/db/platform';
import { compileSegment } from '@wedsync/db/segments';
import { listSuppliers, lockSegment, previewSegment, refreshSegment } from '@wedsync/db/suppliers';
import { systemActor } from '@wedsync/domain/platform';
import { fillSuppliers } from './lists/fill.ts';
import { pageByHand, previewByHand, refreshByHand } from './segments/by-hand.ts';
import { now, segmentCases, today, type SegmentCase } from './segments/cases.ts';
import { fillUse, passANight } from './segments/fill.ts';
import { benchDatabase } from './support/product.ts';

const suppliers = Number(process.env.BENCH_SEGMENT_SUPPLIERS ?? 1_000_000);
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
const targets = { previewMs: 5_000, pageMs: 500, ratio: 1.5 };
const actor = systemActor('bench', 'req_bench');

type Owner = ReturnType<typeof connectAsOwner>;
type Bench = { readonly store: Store; readonly owner: Owner; readonly missed: string[] };
/** Milliseconds of the product and of SQL by hand. */
type Pair = { readonly product: number; readonly byHand: number };

/** Rules of segments as the product compiles and keeps them, against the same rules written in SQL by hand. */
export async function run(): Promise<void> {
  const given = process.env.BENCH_SEGMENTS_URL;
  const database = given === undefined ? await benchDatabase() : { url: given, stop: async () => undefined };
  const owner = connectAsOwner(database.url);
  const store = createStore(
    connectDatabase({ url: database.url, applicationName: 'bench', poolMax: 4, statementTimeoutMs: 600_000 }),
  );
  const bench = { store, owner, missed: [] };
  try {
    const [filled] = await owner('suppliers').limit(1);
    if (filled === undefined) {
      await fillSuppliers(owner, suppliers);
      await fillUse(owner);
    }
    for (const each of segmentCases) await keep(owner, each);
    print('segment', 'members', 'preview', 'by hand', 'first time', 'by hand', 'page', 'by hand');
    for (const each of segmentCases) await measureFirst(bench, each);
    await owner.raw('vacuum (analyze) segment_memberships');
    const moved = await passANight(owner);
    console.log(`a night moves ${moved} suppliers`);
    print('segment', 'entered', 'left', 'refresh', 'by hand', 'unchanged', 'by hand');
    const ratios: Pair[] = [];
    for (const each of segmentCases) ratios.push(await measureNight(bench, each));
    const total = (of: (pair: Pair) => number) => ratios.reduce((sum, pair) => sum + of(pair), 0);
    const ratio = total((pair) => pair.product) / total((pair) => pair.byHand);
    console.log(
      `refreshes of a night: ratio ${ratio.toFixed(2)} to SQL by hand (target at most ${targets.ratio}) ${ratio <= targets.ratio ? 'met' : 'MISSED'}`,
    );
    console.log(bench.missed.length === 0 ? 'Every target is met.' : `Missed:\n  ${bench.missed.join('\n  ')}`);
  } finally {
    await store.close();
    await owner.destroy();
    await database.stop();
  }
}

async function keep(owner: Owner, { name, rule }: SegmentCase): Promise<void> {
  await owner('segments')
    .insert({
      id: name,
      name,
      rule: JSON.stringify(rule),
      created_by: 'bench',
      created_by_name: 'Bench',
    })
    .onConflict('id')
    .ignore();
}

/** The rule while it is written, its members for the first time, and the first page of them. */
async function measureFirst({ store, owner, missed }: Bench, { name, rule, byHand }: SegmentCase): Promise<void> {
  let counts = { ours: 0, theirs: 0 };
  const preview = await best({
    product: async () => {
      const { count } = await store
        .read(actor, (reader) => previewSegment(reader, compileSegment(rule, now)))
        .catch(refused);
      counts = { ...counts, ours: count };
    },
    byHand: async () => {
      counts = { ...counts, theirs: await previewByHand(owner, byHand) };
    },
  });
  if (counts.ours !== counts.theirs) missed.push(`${name}: ${counts.ours} members, by hand ${counts.theirs}`);
  if (preview.product > targets.previewMs) missed.push(`${name}: the preview takes ${ms(preview.product)}`);
  const handMs = await refreshByHand(owner, name, byHand, false);
  const first = await refresh(store, name);
  await owner.raw('analyze segment_memberships');
  const page = await best({
    product: () => firstPage(store, name),
    byHand: () => pageByHand(owner, name),
  });
  if (page.product > targets.pageMs) missed.push(`${name}: its first page takes ${ms(page.product)}`);
  print(
    name,
    String(first.size),
    ms(preview.product),
    ms(preview.byHand),
    ms(first.ms),
    ms(handMs),
    ms(page.product),
    ms(page.byHand),
  );
}

async function measureNight({ store, owner }: Bench, { name, byHand }: SegmentCase): Promise<Pair> {
  const handMs = await refreshByHand(owner, name, byHand, true);
  const night = await refresh(store, name);
  const quietHandMs = await refreshByHand(owner, name, byHand, true);
  const quiet = await refresh(store, name);
  if (quiet.entered + quiet.left > 0) throw new Error(`${name} moves although nothing happened.`);
  print(name, String(night.entered), String(night.left), ms(night.ms), ms(handMs), ms(quiet.ms), ms(quietHandMs));
  return { product: night.ms + quiet.ms, byHand: handMs + quietHandMs };
}

async function refresh(store: Store, id: string) {
  const started = performance.now();
  const refreshed = await store.transact(actor, async (writer) => {
    const segment = await lockSegment(writer, id);
    if (segment === undefined) throw new Error(`There is no segment ${id}.`);
    return refreshSegment(writer, segment, compileSegment(segment.rule, now), new Date());
  });
  return { ...refreshed, ms: performance.now() - started };
}

async function firstPage(store: Store, segmentId: string): Promise<void> {
  const query = { filter: { segmentId: [segmentId] }, sort: null, offset: 0, limit: 25 };
  await store.read(actor, (reader) => listSuppliers(reader, query, { today: () => today, searchContacts: true }));
}

/** A preview that takes too long is refused by the product itself. */
function refused(): { count: number } {
  return { count: Number.NaN };
}

/** The quicker of some rounds, turn by turn: what else the machine does is no part of either. */
async function best(work: {
  readonly product: () => Promise<void>;
  readonly byHand: () => Promise<void>;
}): Promise<Pair> {
  let pair: Pair = { product: Infinity, byHand: Infinity };
  for (let round = 0; round < rounds; round += 1) {
    const byHand = Math.min(pair.byHand, await timed(work.byHand));
    pair = { byHand, product: Math.min(pair.product, await timed(work.product)) };
  }
  return pair;
}

async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function ms(figure: number): string {
  return `${figure.toFixed(0)} ms`;
}

function print(name: string, ...figures: readonly string[]): void {
  console.log(`${name.padEnd(50)}${figures.map((figure) => figure.padStart(12)).join('')}`);
}
