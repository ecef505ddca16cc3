import { describe, expect, test } from 'vitest';
import type { Knex } from 'knex';
import { testActor, useTestDatabase } from '../support/index.ts';

const database = useTestDatabase();
let sequence = 0;

describe('the journal', () => {
  test('takes an entry that balances in each of its currencies', async () => {
    await expect(
      book([
        ['ar', 'GBP', 500],
        ['revenue', 'GBP', -500],
        ['fx', 'EUR', 7],
        ['ar', 'EUR', -7],
      ]),
    ).resolves.toBeDefined();
  });

  test('refuses an entry that is a penny off, when the transaction commits', async () => {
    await expect(
      book([
        ['ar', 'GBP', 500],
        ['revenue', 'GBP', -499],
      ]),
    ).rejects.toThrow(/out of balance by 1 GBP/);
  });

  test('refuses an entry that balances only across currencies', async () => {
    await expect(
      book([
        ['ar', 'GBP', 500],
        ['revenue', 'EUR', -500],
      ]),
    ).rejects.toThrow(/out of balance/);
  });

  test('refuses an entry without postings', async () => {
    await expect(book([])).rejects.toThrow(/at least two/);
  });

  test('refuses a posting added to an entry later', async () => {
    const id = await book([
      ['ar', 'GBP', 1],
      ['revenue', 'GBP', -1],
    ]);
    const add = database.current.store.transact(testActor(), ({ sql }) =>
      sql('postings').insert({ entry_id: id, account: 'ar', currency: 'GBP', amount_minor: 1 }),
    );
    await expect(add).rejects.toThrow(/out of balance/);
  });

  test('posts one source once', async () => {
    await book(
      [
        ['ar', 'GBP', 1],
        ['revenue', 'GBP', -1],
      ],
      { source_id: 'in_once' },
    );
    await expect(
      book(
        [
          ['ar', 'GBP', 1],
          ['revenue', 'GBP', -1],
        ],
        { source_id: 'in_once' },
      ),
    ).rejects.toThrow(/unique/);
  });

  test('refuses update, delete and truncate even from the owner', async () => {
    const { owner } = database.current;
    await book([
      ['ar', 'GBP', 1],
      ['revenue', 'GBP', -1],
    ]);
    await expect(owner('postings').update({ amount_minor: 2 })).rejects.toThrow(/append-only/);
    await expect(owner('journal_entries').update({ description: 'x' })).rejects.toThrow(/append-only/);
    await expect(owner('journal_entries').delete()).rejects.toThrow(/append-only/);
    await expect(owner.raw('truncate journal_entries cascade')).rejects.toThrow(/append-only/);
  });

  test('lets an entry learn its supplier once', async () => {
    const id = await book([
      ['ar', 'GBP', 1],
      ['revenue', 'GBP', -1],
    ]);
    const name = (supplier: string) =>
      database.current.store.transact(testActor(), ({ sql }) =>
        sql('journal_entries').where({ id }).update({ supplier_id: supplier }),
      );
    await expect(name('sup_1')).resolves.toBe(1);
    await expect(name('sup_2')).rejects.toThrow(/append-only/);
  });

  test('takes nothing into a closed period', async () => {
    await database.current.store.transact(testActor(), ({ sql }) =>
      sql('period_locks').insert({ closed_through: '2020-01-31', note: 'January' }),
    );
    const january = { booked_on: '2020-01-31' };
    await expect(
      book(
        [
          ['ar', 'GBP', 1],
          ['revenue', 'GBP', -1],
        ],
        january,
      ),
    ).rejects.toThrow(/closed through 2020-01-31/);
    await expect(
      book(
        [
          ['ar', 'GBP', 1],
          ['revenue', 'GBP', -1],
        ],
        { booked_on: '2020-02-01' },
      ),
    ).resolves.toBeDefined();
  });
});

type Line = readonly [account: string, currency: string, amountMinor: number];

function book(lines: readonly Line[], over: Record<string, unknown> = {}): Promise<number> {
  return database.current.store.transact(testActor(), async ({ sql }) => {
    const entry = {
      source_kind: 'test',
      source_id: `t_${(sequence += 1)}`,
      provider: 'stripe',
      description: 'test',
      occurred_at: new Date(0),
      booked_on: '2026-01-01',
      ...over,
    };
    const [row]: { id: number }[] = await sql('journal_entries').insert(entry).returning('id');
    await insertLines(sql, row?.id ?? 0, lines);
    return row?.id ?? 0;
  });
}

async function insertLines(sql: Knex, entryId: number, lines: readonly Line[]): Promise<void> {
  if (lines.length === 0) return;
  await sql('postings').insert(
    lines.map(([account, currency, amount]) => ({ entry_id: entryId, account, currency, amount_minor: amount })),
  );
}
