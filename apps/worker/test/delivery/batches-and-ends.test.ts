import { findReported, heedWord, messagesDue, queueMessage, recordReport } from '@wedsync/db/delivery';
import { openListener, recordDeadLetter } from '@wedsync/db/platform';
import { messageChannels } from '@wedsync/domain/delivery';
import { describe, expect, test } from 'vitest';
import { testActor } from '../../../../packages/db/test/support/index.ts';
import { deliverMessages } from '../../src/delivery/deliver-messages.ts';
import type { Gateway } from '../../src/delivery/gateways/gateway.ts';
import { openGateways, type Gateways } from '../../src/delivery/gateways/index.ts';
import type { WorkerServices } from '../../src/platform/index.ts';
import { usePostRoom } from './post-room.ts';

const room = usePostRoom();
const { never, owner, send, deliver, sweep, messageOf, attemptsOf } = room;
const drainOf = (name: string, drains = deliverMessages([])) => {
  const drain = drains.find((one) => one.name === name);
  if (drain === undefined) throw new Error(`There is no drain ${name}.`);
  return drain;
};

/** Gateways as they are configured, but for how one of them answers. */
function answering(channel: 'email' | 'sms', send: Gateway['send']): (of: WorkerServices) => Gateways {
  return (of) => ({ ...openGateways(of), [channel]: { destination: channel, whenUnknown: { kind: 'leave' }, send } });
}

describe('a batch', () => {
  test('of a channel that hangs keeps no other channel waiting', async () => {
    let answer = () => {};
    const hangs = new Promise<void>((resolve) => (answer = resolve));
    const open = answering('email', async () => {
      await hangs;
      return { outcome: 'sent', providerId: null };
    });
    for (let index = 0; index < 50; index += 1) await send({ channel: 'email', recipient: `h${index}@studio.example` });
    const alert = await send({ channel: 'slack', recipient: '#alerts' });
    const drains = deliverMessages([], open);
    const mail = drainOf('deliver-email', drains);
    const sending = [mail.drain(room.services(), never), mail.drain(room.services(), never)];
    await sweep(drains.filter((drain) => drain !== mail));
    expect(await messageOf(alert)).toMatchObject({ state: 'sent' });
    answer();
    await Promise.all(sending);
  });

  test('that could not be judged is given back as it was: nothing was tried', async () => {
    const id = await send({ channel: 'sms', recipient: '+447000000001', supplierId: 'sup_rose' });
    const broken = { source: 'anything', look: () => Promise.reject(new Error('The database stumbled.')) };
    const text = drainOf('deliver-sms', deliverMessages([broken]));
    await expect(text.drain(room.services(), never)).rejects.toThrow('stumbled');
    expect(await messageOf(id)).toMatchObject({ state: 'scheduled', attempt: 0, locked_until: null });
    expect(await attemptsOf(id)).toEqual([]);
    await deliver();
    expect(await messageOf(id)).toMatchObject({ state: 'sent', attempt: 1 });
  });

  test('is sent to its end when one of it cannot be written down, and then says so', async () => {
    const [bad, good] = [
      await send({ channel: 'email', recipient: 'bad@studio.example' }),
      await send({ channel: 'email', recipient: 'good@studio.example' }),
    ];
    const open = answering('email', async ({ recipient }) => {
      if (recipient.startsWith('bad')) throw new Error('The database stumbled.');
      await new Promise((resolve) => setTimeout(resolve, 50));
      return { outcome: 'sent', providerId: null };
    });
    await expect(deliver(open)).rejects.toThrow('stumbled');
    expect([(await messageOf(bad)).state, (await messageOf(good)).state]).toEqual(['sending', 'sent']);
  });

  test('that fails leaves nobody’s address in what is known of its destination', async () => {
    await send({ channel: 'email', recipient: 'rose@studio.example' });
    await deliver(answering('email', async () => ({ outcome: 'failed', error: '450 <Rose@studio.example> busy' })));
    const { last_error: error } = await owner()('breakers').where({ destination: 'email' }).first();
    expect(error).toBe('450 <r•••@studio.example> busy');
  });
});

test('a message wakes whoever sends by its channel, and nobody else', async () => {
  const woken: string[] = [];
  const listening = messageChannels.map(messagesDue);
  const listener = await openListener({ url: room.url(), applicationName: 'test', channels: listening });
  const told = new Promise<void>((resolve) => {
    for (const channel of listening)
      listener.on(channel, () => {
        woken.push(channel);
        if (channel === messagesDue('slack')) resolve();
      });
  });
  await send({ channel: 'sms', recipient: '+447000000001' });
  await send({ channel: 'slack', recipient: '#alerts' });
  await told;
  await listener.close();
  expect(woken).toEqual([messagesDue('sms'), messagesDue('slack')]);
});

describe('a text message', () => {
  const textTo = (id: string) =>
    room.services().store.transact(testActor(), (writer) =>
      queueMessage(
        writer,
        {
          supplierId: 'sup_rose',
          channel: 'sms',
          purpose: 'service',
          source: { kind: 'playbook', id },
          content: { template: 'test', subject: '', text: 'Hello', html: null, link: null, segments: 1 },
        },
        { now: new Date() },
      ),
    );
  const told = (id: string) => owner()('success_events').where({ resource_id: id }).orderBy('id').pluck('type');

  test('that the carrier kept back because they told it STOP is that word heard late; their START brings texts back', async () => {
    const { messageId } = await textTo('late-stop');
    await deliver(answering('sms', async () => ({ outcome: 'refused', error: '21610', recipient: 'said_stop' })));
    expect(await messageOf(messageId)).toMatchObject({ state: 'suppressed' });
    expect(await told(messageId)).toEqual(['message.suppressed']);
    expect(await owner()('contact_suppressions')).toEqual([]);
    expect((await textTo('kept-back')).outcome).toBe('suppressed');
    await room.services().store.transact(testActor(), (writer) =>
      heedWord(writer, [{ supplierId: 'sup_rose', contactId: 'con_rose', name: 'Rose' }], {
        channel: 'sms',
        text: 'START',
        at: new Date(),
        messageId: null,
      }),
    );
    expect((await textTo('again')).outcome).toBe('queued');
  });

  test('whose fate was told before it was answered is told of once, and found by the id that the answer gave', async () => {
    const { messageId } = await textTo('fast-carrier');
    const at = new Date();
    const open = answering('sms', async ({ id }) => {
      await room.services().store.transact(testActor(), async (writer) => {
        const message = await findReported(writer, id);
        const report = { kind: 'delivered', provider: 'twilio', eventId: 'SMfast:delivered', at } as const;
        if (message !== undefined) await recordReport(writer, message, report);
      });
      return { outcome: 'sent', providerId: 'SMfast' };
    });
    await deliver(open);
    expect(await messageOf(messageId)).toMatchObject({ state: 'delivered', provider_id: 'SMfast' });
    expect(await told(messageId)).toEqual(['message.sent', 'message.delivered']);
  });

  test('that no way is configured for is told to whoever asked for it, and run again it is decided', async () => {
    const { messageId } = await textTo('no-way');
    const letter = { kind: 'message', source: 'sms', reference: messageId, reason: 'x', attempts: 3 } as const;
    await room
      .services()
      .store.transact(testActor(), (writer) =>
        recordDeadLetter(writer, { ...letter, supplierId: 'sup_rose', errorKind: null }),
      );
    await owner()('dead_letters').update({ state: 'rerun' });
    await sweep(deliverMessages([]), room.bare());
    expect(await messageOf(messageId)).toMatchObject({ state: 'suppressed' });
    expect(await told(messageId)).toEqual(['message.suppressed']);
    expect(await owner()('dead_letters').pluck('state')).toEqual(['resolved']);
  });
});
