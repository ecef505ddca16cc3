import { createId } from '@wedsync/domain/platform';
import { beforeAll, describe, expect, test } from 'vitest';
import { chainAuditEntries, chainStart, verifyChainStretch } from '../../src/access/index.ts';
import { bookEntries } from '../../src/revenue/index.ts';
import { createContact, createNote, updateContact, updateNote, upsertSuppliers } from '../../src/suppliers/index.ts';
import { supplierUpsert } from '../suppliers/factories.ts';
import { testActor, testUuids, useTestDatabase } from '../support/index.ts';

const database = useTestDatabase();
const contact = { name: 'Rose Fields', email: 'rose@studio.example', phone: '+44 20 7946 0123', isPrimary: true };
let supplierId = '';
let contactId = '';

beforeAll(async () => {
  const { store, owner } = database.current;
  await store.transact(testActor(), (writer) => upsertSuppliers(writer, [supplierUpsert({ externalId: 'privacy' })]));
  supplierId = (await owner('suppliers').first()).id;
  const made = await store.transact(testActor(), (writer) =>
    createContact(writer, { ...contact, role: 'Owner', supplierId }, testUuids),
  );
  contactId = made.id;
});

const entries = () =>
  database.current.owner('audit_entries').where({ resource: 'contacts', resource_id: contactId }).orderBy('id');

describe('the audit trail of a contact', () => {
  test('tells who was filled in, and not with what', async () => {
    const [entry] = await entries();
    expect(entry.after).toMatchObject({ name: '(personal)', email: '(personal)', phone: '(personal)', role: 'Owner' });
  });

  test('tells that an address changed or was taken away', async () => {
    await database.current.store.transact(testActor(), (writer) =>
      updateContact(writer, contactId, { email: 'rose@fields.example', phone: null }),
    );
    const entry = (await entries()).at(-1);
    expect(entry.before).toEqual({ email: '(personal)', phone: '(personal)' });
    expect(entry.after).toEqual({ email: '(personal)', phone: null });
  });

  test('holds no address anywhere, whoever wrote the contact', async () => {
    const { store, owner } = database.current;
    const sent = supplierUpsert({
      externalId: 'sent',
      contacts: [{ ...contact, name: 'Ben', email: 'ben@b.example' }],
    });
    await store.transact(testActor(), (writer) => upsertSuppliers(writer, [sent]));
    await owner('contacts').where({ id: contactId }).delete();
    const found = await owner('audit_entries as e').whereRaw(
      `e.resource = 'contacts' and e::text similar to '%(@studio.example|@fields.example|@b.example|7946)%'`,
    );
    expect(found).toEqual([]);
  });

  test('tells that a note was written and changed, and nothing of what it says', async () => {
    const { store, owner } = database.current;
    const written = {
      supplierId,
      kind: 'call' as const,
      body: 'Her divorce comes first',
      pinned: false,
      blocksAutomation: false,
    };
    const { id } = await store.transact(testActor(), (writer) => createNote(writer, written, testUuids));
    await store.transact(testActor(), (writer) => updateNote(writer, id, { body: 'Her divorce is over' }));
    const told = await owner('audit_entries').where({ resource: 'notes', resource_id: id }).orderBy('id');
    expect(told.map(({ action }) => action)).toHaveLength(2);
    expect(told[1]).toMatchObject({ before: { body: '(personal)' }, after: { body: '(personal)' } });
    expect(JSON.stringify(told)).not.toContain('divorce');
    const [line] = await owner('timeline_entries').where({ source: 'notes', source_id: id });
    expect(line.detail).toMatchObject({ noteId: id, body: 'Her divorce is over' });
  });

  test('is chained and intact', async () => {
    const { store } = database.current;
    await store.transact(testActor(), (writer) => chainAuditEntries(writer, 1_000));
    const stretch = await store.read(testActor(), (reader) => verifyChainStretch(reader, chainStart, 1_000));
    expect(stretch).toMatchObject({ broken: null });
    expect(stretch.checked).toBeGreaterThan(2);
  });

  test('is chained while entries are booked, too', async () => {
    const { store } = database.current;
    await store.transact(testActor(), async (booking) => {
      await bookEntries(booking, [
        {
          sourceKind: 'payout_paid',
          sourceId: createId('request', testUuids.next()),
          revision: 1,
          provider: 'stripe',
          customerId: null,
          supplierId: null,
          description: 'A payout',
          occurredAt: new Date('2026-03-01T12:00:00Z'),
          reversesSourceKind: null,
          postings: [
            { account: 'bank', currency: 'GBP', amountMinor: 100 },
            { account: 'in_transit', currency: 'GBP', amountMinor: -100 },
          ],
        },
      ]);
      await store.transact(testActor(), (writer) => updateContactRole(writer.sql));
      expect(await store.transact(testActor(), (writer) => chainAuditEntries(writer, 1_000))).toBeGreaterThan(0);
    });
  });
});

function updateContactRole(sql: typeof database.current.owner) {
  return sql('contacts').update({ role: 'Planner' });
}
