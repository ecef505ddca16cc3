import type { SupplierUpsert } from '@wedsync/domain/suppliers';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { linkedSupplierIds, upsertSuppliers } from '../../src/suppliers/index.ts';
import { testActor, useTestDatabase } from '../support/index.ts';
import { supplierUpsert } from './factories.ts';

const database = useTestDatabase();

const ingest = (batch: readonly SupplierUpsert[]) =>
  database.current.store.transact(testActor(), (writer) => upsertSuppliers(writer, batch));

/** A supplier without what differs by run: ids and instants of writing. */
async function picture(externalId: string) {
  const { owner } = database.current;
  const supplier = await owner('suppliers')
    .select(
      'id',
      'business_name',
      'vendor_type',
      'region',
      'country',
      'time_zone',
      'currency',
      'signed_up_at',
      'tags',
      'next_wedding_on',
    )
    .where({ external_id: externalId })
    .first();
  const { id, ...record } = supplier;
  const contacts = await owner('contacts')
    .select('name', 'email', 'phone', 'is_primary')
    .where({ supplier_id: id })
    .orderBy('email');
  const weddings = await owner('wedding_dates')
    .select('held_on', 'label')
    .where({ supplier_id: id })
    .orderBy('held_on');
  const search = await owner('supplier_search').select('record_text', 'all_text').where({ supplier_id: id }).first();
  return { record, contacts, weddings, search };
}

describe('taking over suppliers from the host application', () => {
  test('a new supplier arrives with its contacts and wedding dates', async () => {
    const answer = await ingest([
      supplierUpsert({
        externalId: 'arrives',
        contacts: [{ name: 'Ada', email: 'ada@arrives.test', isPrimary: true }],
        weddingDates: [{ date: '2099-06-06', label: 'The Smiths' }],
      }),
    ]);
    expect(answer).toEqual({ accepted: 1, rejected: [] });
    expect(await picture('arrives')).toMatchObject({
      record: { business_name: 'Studio arrives', next_wedding_on: '2099-06-06' },
      contacts: [{ name: 'Ada', email: 'ada@arrives.test' }],
      weddings: [{ held_on: '2099-06-06', label: 'The Smiths' }],
      search: { record_text: 'studio arrives arrives', all_text: 'studio arrives arrives ada@arrives.test' },
    });
  });

  test('an unknown supplier sent in part is rejected with what is missing, and the rest is accepted', async () => {
    const answer = await ingest([
      { externalId: 'partial', businessName: 'Half' },
      supplierUpsert({ externalId: 'whole' }),
    ]);
    expect(answer.accepted).toBe(1);
    expect(answer.rejected).toEqual([
      { index: 0, errors: expect.objectContaining({ vendorType: expect.any(String) }) },
    ]);
    expect(await database.current.owner('suppliers').where({ external_id: 'partial' })).toEqual([]);
  });

  test('a known supplier sent in part keeps what was left out', async () => {
    await ingest([supplierUpsert({ externalId: 'kept', region: 'Wales', tags: ['vip'] })]);
    await ingest([{ externalId: 'kept', businessName: 'New name' }]);
    expect((await picture('kept')).record).toMatchObject({ business_name: 'New name', region: 'Wales', tags: ['vip'] });
  });

  test('saying the same again changes nothing: no version, no audit entry, no event', async () => {
    const batch = [
      supplierUpsert({
        externalId: 'again',
        tags: ['a', 'b'],
        contacts: [{ name: 'Bo', email: 'bo@again.test', isPrimary: false }],
        weddingDates: [{ date: '2099-01-01' }],
      }),
    ];
    await ingest(batch);
    const counts = async () => {
      const { owner } = database.current;
      const [audit] = await owner('audit_entries').count({ n: '*' });
      const [events] = await owner('success_events').count({ n: '*' });
      return {
        audit: audit?.n,
        events: events?.n,
        version: (await owner('suppliers').where({ external_id: 'again' }).first()).version,
      };
    };
    const before = await counts();
    await ingest(batch);
    expect(await counts()).toEqual(before);
  });

  test('the host replaces its own contacts and never those staff added', async () => {
    await ingest([
      supplierUpsert({ externalId: 'people', contacts: [{ name: 'Old', email: 'old@people.test', isPrimary: true }] }),
    ]);
    const { owner } = database.current;
    const { id } = await owner('suppliers').where({ external_id: 'people' }).first();
    await owner('contacts').insert({ id: 'con_staff', supplier_id: id, name: 'By hand', email: 'hand@people.test' });
    await ingest([{ externalId: 'people', contacts: [{ name: 'New', email: 'new@people.test', isPrimary: true }] }]);
    expect((await picture('people')).contacts.map((contact: { email: string }) => contact.email)).toEqual([
      'hand@people.test',
      'new@people.test',
    ]);
  });

  test('one batch may name the same supplier, e-mail and wedding day twice: the later wins', async () => {
    await ingest([
      supplierUpsert({ externalId: 'twice', businessName: 'First' }),
      supplierUpsert({
        externalId: 'twice',
        businessName: 'Second',
        contacts: [
          { name: 'A', email: 'x@twice.test', isPrimary: false },
          { name: 'B', email: 'X@twice.test', isPrimary: true },
        ],
        weddingDates: [
          { date: '2099-02-02', label: 'one' },
          { date: '2099-02-02', label: 'two' },
        ],
      }),
    ]);
    expect(await picture('twice')).toMatchObject({
      record: { business_name: 'Second' },
      contacts: [{ name: 'B' }],
      weddings: [{ label: 'two' }],
    });
  });

  test('updates of different fields give the same supplier in any order and with any repeats', async () => {
    const parts: Partial<SupplierUpsert>[] = [
      { businessName: 'Final name' },
      { region: 'Scotland', country: 'GB' },
      { tags: ['b', 'a'] },
      { contacts: [{ name: 'C', email: 'c@order.test', isPrimary: true }] },
      { weddingDates: [{ date: '2099-03-03' }, { date: '2099-04-04' }] },
    ];
    const everything = Object.assign({}, ...parts);
    await ingest([supplierUpsert({ externalId: 'order-reference', ...everything })]);
    const { search: _, ...reference } = await picture('order-reference');
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([...parts, ...parts], { minLength: parts.length * 2 }), async (shuffled) => {
        const externalId = `order-${run++}`;
        await ingest([supplierUpsert({ externalId })]);
        for (const part of shuffled) await ingest([{ externalId, ...part }]);
        const { search: __, ...seen } = await picture(externalId);
        expect(seen).toEqual(reference);
      }),
      { numRuns: 15 },
    );
  });

  test('overlapping batches at the same time neither deadlock nor double a supplier', async () => {
    const names = Array.from({ length: 40 }, (_, i) => supplierUpsert({ externalId: `race-${i}` }));
    const answers = await Promise.all([
      ingest(names),
      ingest([...names].toReversed()),
      ingest(names.slice(10)),
      ingest(names.slice(0, 30).toReversed()),
    ]);
    expect(answers.map((answer) => answer.accepted)).toEqual([40, 40, 30, 30]);
    expect(await database.current.owner('suppliers').whereLike('external_id', 'race-%')).toHaveLength(40);
  });

  test('external ids are linked to ours, unknown ones are absent', async () => {
    await ingest([supplierUpsert({ externalId: 'linked' })]);
    const links = await database.current.store.read(testActor(), (reader) =>
      linkedSupplierIds(reader, ['linked', 'nobody']),
    );
    expect([...links.keys()]).toEqual(['linked']);
  });
});
