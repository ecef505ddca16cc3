import { connectAsOwner, openListener } from '@wedsync/db/platform';

const channel = 'bench_floor';

/** The least that could do the work: a row and its NOTIFY in one transaction, a listener that reads the row when it is woken. */
export async function startFloorListener(url: string) {
  const sql = connectAsOwner(url);
  await sql.raw('create table bench_floor (id int primary key, what text)');
  const committed = new Map<number, number>();
  const lags: number[] = [];
  let drawn = 0;
  const listener = await openListener({
    url,
    applicationName: 'bench-floor',
    channels: [channel],
    onTrouble: () => {},
  });
  listener.on(channel, (payload) => void read(Number(payload)));
  const read = async (id: number) => {
    const startedAt = committed.get(id);
    const row: unknown = await sql('bench_floor').where({ id }).first();
    if (row !== undefined && startedAt !== undefined) lags.push(performance.now() - startedAt);
  };
  const emit = async () => {
    drawn += 1;
    const id = drawn;
    await sql.transaction(async (transaction) => {
      await transaction('bench_floor').insert({ id, what: 'x' });
      await transaction.raw('select pg_notify(?, ?)', [channel, String(id)]);
      committed.set(id, performance.now());
    });
  };
  const stop = async () => {
    await listener.close();
    await sql.destroy();
  };
  return { emit, lags, stop };
}
