import { createHash } from 'node:crypto';
import { findOpenInvitation, insertStaff, invite } from '@wedsync/db/access';
import { claimMessages, type OutgoingMessage } from '@wedsync/db/delivery';
import { eventsAfter } from '@wedsync/db/platform';
import { describe, expect, test } from 'vitest';
import { testActor, testUuids, useTestDatabase } from '../../../../packages/db/test/support/index.ts';
import { openGateways } from '../../src/delivery/gateways/index.ts';
import { tellPeople } from '../../src/delivery/tell-people.ts';
import { testServices } from '../support/index.ts';
import { useOutside } from './outside.ts';

const database = useTestDatabase();
const outside = useOutside();
const clock = { now: () => new Date() };

/** Invites somebody and promises the letter. @returns it, on its way out */
async function invited(staffId: string): Promise<{ letter: OutgoingMessage; send(): Promise<unknown> }> {
  const { store } = database.current;
  const services = testServices(database.current, { env: outside.env(), clock });
  await store.transact(testActor(), (writer) =>
    invite(writer, { staffId, occasion: 'welcome', at: clock.now() }, testUuids),
  );
  const [letter] = await store.transact(testActor(), async (writer) => {
    const events = await eventsAfter(writer, { after: 0, upTo: 1e9, types: ['staff.invited'], limit: 10 });
    await tellPeople.apply(writer, events, services);
    return claimMessages(writer, 'email', 10);
  });
  if (letter === undefined) throw new Error('No letter was promised.');
  return { letter, send: async () => openGateways(services).email?.send(letter) };
}

function hire(): Promise<string> {
  const email = `${testUuids.next()}@wedsync.example`;
  const colleague = { email, name: 'Kim', roles: ['support'], regions: ['*'], passwordHash: null };
  return database.current.store.transact(testActor(), (writer) => insertStaff(writer, colleague, testUuids));
}

const secretIn = (text = '') => text.match(/login#invitation=([\w-]{43})/)?.[1] ?? 'none';
const opens = (secret: string) =>
  findOpenInvitation(database.current.store.pool, createHash('sha256').update(secret).digest(), clock.now());

describe('the letter to an invited colleague', () => {
  test('holds a link that nothing we keep would open', async () => {
    const { owner } = database.current;
    const staffId = await hire();
    const { letter, send } = await invited(staffId);
    expect(await send()).toMatchObject({ outcome: 'sent' });
    const [mail] = outside.mailbox.list();
    expect(mail?.to).toEqual([letter.recipient]);
    const secret = secretIn(mail?.text);
    expect(mail?.html).toContain(secret);
    expect(await opens(secret)).toMatchObject({ staffId });
    const kept = await Promise.all(['messages', 'success_events', 'audit_entries'].map((table) => owner(table)));
    expect(JSON.stringify(kept)).not.toContain(secret);
  });

  test('sent twice opens by the later one, and does not leave once it is replaced', async () => {
    const staffId = await hire();
    const { send } = await invited(staffId);
    await send();
    await send();
    const [later, earlier] = outside.mailbox.list().map(({ text }) => secretIn(text));
    expect([await opens(later ?? ''), await opens(earlier ?? '')]).toEqual([
      expect.objectContaining({ staffId }),
      undefined,
    ]);
    await invited(staffId);
    expect(await send()).toMatchObject({ outcome: 'refused', recipient: null });
  });
});
