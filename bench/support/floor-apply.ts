import pg from 'pg';

export type FloorPlan = {
  readonly url: string;
  /** JSON of each event. */
  readonly bodies: readonly string[];
  readonly rowsPerEvent: number;
  readonly connections: number;
};

/**
 * The plainest way to apply events: one transaction an event, one prepared upsert a row, as many rows as the product writes, and nothing decided.
 * @returns events a second
 */
export async function applyPlainly({ url, bodies, rowsPerEvent, connections }: FloorPlan): Promise<number> {
  const pool = new pg.Pool({ connectionString: url, max: connections });
  try {
    await pool.query('create table floor_rows (id text primary key, event text not null, body jsonb not null)');
    await pool.query('create index on floor_rows (event)');
    let next = 0;
    const lane = async () => {
      for (let place = next++; place < bodies.length; place = next++)
        await applyOne(pool, place, bodies[place] ?? '{}', rowsPerEvent);
    };
    const startedAt = performance.now();
    await Promise.all(Array.from({ length: connections }, lane));
    return (bodies.length * 1_000) / (performance.now() - startedAt);
  } finally {
    await pool.end();
  }
}

async function applyOne(pool: pg.Pool, place: number, body: string, rows: number): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    for (let row = 0; row < rows; row += 1)
      await client.query({
        name: 'keep',
        text: 'insert into floor_rows values ($1, $2, $3) on conflict (id) do update set body = excluded.body',
        values: [`${place}-${row}`, `evt-${place}`, body],
      });
    await client.query('commit');
  } finally {
    client.release();
  }
}
