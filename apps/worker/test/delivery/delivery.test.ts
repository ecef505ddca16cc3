import { moveAlert, queueMessage, raiseAlert, sendMessage, unsubscribeToken } from '@wedsync/db/delivery';
import { admitCall } from '@wedsync/db/platform';
import { recordConsents } from '@wedsync/db/privacy';
import { renderLetter } from '@wedsync/domain/delivery';
import { describe, expect, test } from 'vitest';
import { testActor } from '../../../../packages/db/test/support/index.ts';
import { deliverMessages, recoverMessages } from '../../src/delivery/deliver-messages.ts';
import { openGateways, type Gateways } from '../../src/delivery/gateways/index.ts';
import { slackGateway } from '../../src/delivery/gateways/slack.ts';
import { smsGateway } from '../../src/delivery/gateways/sms.ts';
import { slackContent } from '../../src/delivery/slack-content.ts';
import type { WorkerServices } from '../../src/platform/index.ts';
import { usePostRoom } from './post-room.ts';

const room = usePostRoom();
const { outside, never, owner, send, deliver, sweep, messageOf, attemptsOf } = room;

/** As a kill of the worker between handing a message over and writing that down leaves it. */
const loseWorkerOf = (id: string | null) =>
  owner()('messages')
    .where({ id })
    .update({ state: 'sending', locked_until: new Date(0) });

/** Gateways that lose patience quickly. */
function impatient(of: WorkerServices): Gateways {
  const all = openGateways(of);
  const { slack, sms } = of.env;
  if (slack === null || sms === null) throw new Error('Not configured.');
  return {
    ...all,
    slack: slackGateway({
      apiUrl: slack.apiUrl,
      botToken: async () => 'xoxb',
      contentOf: (message) => slackContent(of, message),
      timeoutMs: 300,
    }),
    sms: smsGateway({ ...sms, authToken: async () => 'token', timeoutMs: 300 }),
  };
}

describe('an e-mail', () => {
  test('arrives with both its forms and an id of its own', async () => {
    const id = await send({
      channel: 'email',
      recipient: 'rose@studio.example',
      recipientName: 'Rose',
      html: '<p>Rich words</p>',
    });
    await deliver();
    const [mail] = outside.mailbox.list();
    expect(mail).toMatchObject({
      subject: 'Hello',
      html: expect.stringContaining('Rich words'),
      text: expect.stringContaining('Plain words'),
    });
    expect(await messageOf(id)).toMatchObject({ state: 'sent', attempt: 1, provider_id: `<${id}@wedsync.example>` });
    expect(await attemptsOf(id)).toMatchObject([{ attempt: 1, outcome: 'sent' }]);
  });

  test('asked for twice with one key is sent once', async () => {
    expect(await send({ channel: 'email', recipient: 'a@b.example', dedupKey: 'once' })).not.toBeNull();
    expect(await send({ channel: 'email', recipient: 'a@b.example', dedupKey: 'once' })).toBeNull();
  });

  test('of a transaction that rolled back never exists', async () => {
    const attempt = room.services().store.transact(testActor(), async (writer) => {
      await sendMessage(writer, {
        supplierId: null,
        subject: 'Hello',
        text: 'Words',
        template: 'test',
        channel: 'email',
        recipient: 'x@y.example',
      });
      throw new Error('no');
    });
    await expect(attempt).rejects.toThrow('no');
    expect(await owner()('messages')).toEqual([]);
  });

  test('to a mailbox that does not exist bounces, and nothing is written there again', async () => {
    outside.faults.apply({ mail: { bounceAddresses: ['gone@studio.example'] } });
    const first = await send({ channel: 'email', recipient: 'gone@studio.example' });
    await deliver();
    const second = await send({ channel: 'email', recipient: 'Gone@studio.example' });
    await deliver();
    expect(await messageOf(first)).toMatchObject({ state: 'bounced', reason: expect.stringContaining('user unknown') });
    expect(await owner()('dead_letters').first('reason')).toEqual({
      reason: expect.stringContaining('g•••@studio.example'),
    });
    expect(await messageOf(second)).toMatchObject({ state: 'suppressed', attempt: 0 });
  });

  test('whose worker died while sending is sent again under the same id', async () => {
    const id = await send({ channel: 'email', recipient: 'rose@studio.example' });
    await deliver();
    await loseWorkerOf(id);
    await recoverMessages().drain(room.services(), never);
    expect(await messageOf(id)).toMatchObject({ state: 'failed', last_outcome: 'unknown' });
    await deliver();
    const ids = outside.mailbox
      .list()
      .slice(0, 2)
      .map((mail) => mail.messageId);
    expect(ids).toEqual([`<${id}@wedsync.example>`, `<${id}@wedsync.example>`]);
    expect(await messageOf(id)).toMatchObject({ state: 'sent' });
  });

  test('is sent by one of many workers', async () => {
    const before = outside.mailbox.list().length;
    for (let index = 0; index < 30; index += 1) await send({ channel: 'email', recipient: `p${index}@studio.example` });
    const workers = [deliverMessages([]), deliverMessages([]), deliverMessages([])];
    for (let round = 0; round < 4; round += 1) await Promise.all(workers.map((drains) => sweep(drains)));
    expect(outside.mailbox.list().length - before).toBe(30);
  });
});

describe('a message to a contact', () => {
  const letter = (id: string) =>
    room.services().store.transact(testActor(), (writer) =>
      queueMessage(
        writer,
        {
          supplierId: 'sup_rose',
          channel: 'email',
          purpose: 'success',
          source: { kind: 'test', id },
          content: { template: 'test', ...renderLetter({ subject: 'Advice', blocks: [] }), link: null, segments: null },
        },
        { now: new Date() },
      ),
    );

  test('carries a link and a header that end such messages, and tells who asked for it', async () => {
    const { messageId } = await letter('one');
    await deliver();
    const [mail] = outside.mailbox.list();
    const link = `/api/unsubscribe/${unsubscribeToken('l'.repeat(40), messageId)}`;
    expect(mail?.headers['list-unsubscribe']).toContain(link);
    expect(mail?.headers['list-unsubscribe-post']).toBe('List-Unsubscribe=One-Click');
    expect([mail?.html, mail?.text]).toEqual([expect.stringContaining(link), expect.stringContaining(link)]);
    const sent = await owner()('success_events').where({ type: 'message.sent', resource_id: messageId }).first();
    expect(sent.payload).toMatchObject({ source: 'test', sourceId: 'one', contactId: 'con_rose', purpose: 'success' });
  });

  test('stays when its reader said no after it was promised', async () => {
    const { messageId } = await letter('two');
    const word = { purpose: 'success', channel: 'email', state: 'withdrawn', source: 'staff', saidBy: 'Sam' } as const;
    await room
      .services()
      .store.transact(testActor(), (writer) =>
        recordConsents(writer, [{ ...word, supplierId: 'sup_rose', contactId: 'con_rose', saidAt: new Date() }]),
      );
    await deliver();
    expect(await messageOf(messageId)).toMatchObject({
      state: 'suppressed',
      reason: expect.stringContaining('said no to advice'),
    });
  });
});

describe('a Slack message', () => {
  test('that Slack asks us to send later waits as long, without spending an attempt', async () => {
    outside.faults.apply({ slack: { rateLimitNext: 1, retryAfterSeconds: 40 } });
    const id = await send({ channel: 'slack', recipient: '#alerts' });
    await deliver();
    const message = await messageOf(id);
    expect(message).toMatchObject({ state: 'failed', attempt: 0, last_outcome: 'limited' });
    expect(message.next_attempt_at.getTime() - Date.now()).toBeGreaterThan(35_000);
    await deliver();
    expect(outside.slack.list()).toHaveLength(1);
  });

  test('that fails three times is given up, with a dead letter', async () => {
    outside.faults.apply({ slack: { failNext: 3 } });
    const id = await send({ channel: 'slack', recipient: '#alerts' });
    for (let attempt = 1; attempt <= 3; attempt += 1) await deliver();
    expect(await messageOf(id)).toMatchObject({ state: 'dead', attempt: 3 });
    expect(await attemptsOf(id)).toHaveLength(3);
    expect(await owner()('dead_letters')).toMatchObject([
      { kind: 'message', source: 'slack', reference: id, attempts: 3 },
    ]);
  });

  test('waits longer after each failure', async () => {
    outside.faults.apply({ slack: { failNext: 2 } });
    const id = await send({ channel: 'slack', recipient: '#alerts' });
    await deliver();
    const first = (await messageOf(id)).next_attempt_at.getTime() - Date.now();
    await deliver();
    const second = (await messageOf(id)).next_attempt_at.getTime() - Date.now();
    expect(first).toBeGreaterThan(25_000);
    expect(second).toBeGreaterThan(250_000);
  });

  test('whose answer was lost is asked for, not posted again', async () => {
    const id = await send({ channel: 'slack', recipient: '#alerts' });
    outside.swallow = (path) => path.endsWith('chat.postMessage');
    await deliver(impatient);
    expect(await messageOf(id)).toMatchObject({ state: 'failed', last_outcome: 'unknown' });
    outside.swallow = () => false;
    await deliver(impatient);
    expect(await messageOf(id)).toMatchObject({ state: 'sent', last_outcome: 'sent' });
    expect(outside.slack.list()).toHaveLength(1);
  });
});

describe('a text message', () => {
  test('whose worker died while sending is left to a person: a second one would be worse than none', async () => {
    const before = outside.sms.list().length;
    const id = await send({ channel: 'sms', recipient: '+447000000001', supplierId: 'sup_rose' });
    await deliver();
    await loseWorkerOf(id);
    await recoverMessages().drain(room.services(), never);
    await deliver();
    expect(outside.sms.list().length - before).toBe(1);
    expect(await messageOf(id)).toMatchObject({ state: 'dead', reason: expect.stringContaining('may have arrived') });
    expect(await owner()('dead_letters')).toMatchObject([{ kind: 'message', reference: id }]);
  });

  test('is sent with its own words', async () => {
    const id = await send({ channel: 'sms', recipient: '+447000000001' });
    await deliver();
    expect(outside.sms.list()[0]).toMatchObject({ to: '+447000000001', body: 'Plain words' });
    expect(await messageOf(id)).toMatchObject({ state: 'sent', provider_id: outside.sms.list()[0]?.sid });
  });

  test('whose answer was lost is left to a person, because a second would be worse', async () => {
    const before = outside.sms.list().length;
    const id = await send({ channel: 'sms', recipient: '+447000000001' });
    outside.swallow = (path) => path.endsWith('Messages.json');
    await deliver(impatient);
    await deliver(impatient);
    expect(outside.sms.list().length - before).toBe(1);
    expect(await messageOf(id)).toMatchObject({ state: 'dead', reason: expect.stringContaining('may have arrived') });
  });

  test('to no number is refused at once', async () => {
    const id = await send({ channel: 'sms', recipient: '12' });
    await deliver();
    expect(await messageOf(id)).toMatchObject({ state: 'bounced', attempt: 1 });
  });
});

test('a message by a way that is not configured is kept and says so', async () => {
  const id = await send({ channel: 'email', recipient: 'a@b.example' });
  await sweep(deliverMessages([]), room.bare());
  expect(await messageOf(id)).toMatchObject({ state: 'suppressed', reason: 'No email is configured.' });
});

describe('a destination that keeps failing', () => {
  const breaker = () => owner()('breakers').where({ destination: 'slack' }).first();

  async function breakSlack() {
    outside.faults.apply({ slack: { failNext: 5 } });
    for (let index = 0; index < 5; index += 1) await send({ channel: 'slack', recipient: '#alerts' });
    await deliver();
    expect(await breaker()).toMatchObject({ state: 'open' });
  }

  test('rests after five failures in a minute, for every process, without spending attempts', async () => {
    await breakSlack();
    const id = await send({ channel: 'slack', recipient: '#alerts' });
    await deliver();
    expect(await messageOf(id)).toMatchObject({ state: 'scheduled', attempt: 0 });
    expect(outside.slack.list()).toHaveLength(0);
  });

  test('is probed by exactly one caller after its rest, and trusted again when that succeeds', async () => {
    await breakSlack();
    await owner()('breakers').update({ opened_at: new Date(Date.now() - 31_000) });
    const { pool } = room.services().store;
    const admissions = await Promise.all(Array.from({ length: 8 }, () => admitCall(pool, 'slack')));
    expect(admissions.filter(({ admitted }) => admitted)).toHaveLength(1);
    await owner()('breakers').update({ probe_at: new Date(Date.now() - 31_000) });
    await deliver();
    expect(await breaker()).toMatchObject({ state: 'closed' });
    await deliver();
    expect(outside.slack.list().length).toBe(5);
  });

  test('rests again when the probe fails', async () => {
    await breakSlack();
    outside.faults.apply({ slack: { failNext: 1 } });
    await owner()('breakers').update({ opened_at: new Date(Date.now() - 31_000) });
    await deliver();
    expect(await breaker()).toMatchObject({ state: 'open' });
    expect(outside.slack.list()).toHaveLength(0);
  });

  test('does not open for failures spread over more than a minute', async () => {
    outside.faults.apply({ slack: { failNext: 5 } });
    for (let index = 0; index < 5; index += 1) {
      await send({ channel: 'slack', recipient: '#alerts', dedupKey: `spread ${index}` });
      await owner()('messages')
        .whereNot({ dedup_key: `spread ${index}` })
        .update({ state: 'cancelled' });
      await deliver();
      await owner().raw(
        `update breakers set failures = array(select f - interval '20 seconds' from unnest(failures) f)`,
      );
    }
    expect(await breaker()).toMatchObject({ state: 'closed' });
  });
});

describe('alerts', () => {
  const raise = (dedupKey: string, over: object = {}) =>
    room.services().store.transact(testActor(), (writer) =>
      raiseAlert(writer, {
        type: 'refund-failed',
        dedupKey,
        supplierId: null,
        detail: `Refund ${dedupKey} <b>failed</b> & so on`,
        resource: 'refunds',
        resourceId: dedupKey,
        path: `/refunds/${dedupKey}/show`,
        at: new Date(),
        ...over,
      }),
    );
  const texts = () => JSON.stringify(outside.slack.list().map(({ blocks }) => blocks));

  test('go to the channel of their type with a link, and their words cannot become markup', async () => {
    await raise('ref_1');
    await deliver();
    expect(texts()).toContain('http://127.0.0.1:4000/refunds/ref_1/show');
    expect(texts()).toContain('Refund ref_1 &lt;b&gt;failed&lt;/b&gt; &amp; so on');
  });

  test('for the same thing are counted, not told again', async () => {
    const first = await raise('ref_2');
    const second = await raise('ref_2');
    expect(second).toEqual({ id: first?.id, created: false });
    await deliver();
    expect(outside.slack.list()).toHaveLength(1);
    expect(texts()).toContain('2 times');
  });

  test('raised by one event twice are raised once', async () => {
    await raise('ref_3', { eventId: 7 });
    expect(await raise('ref_3', { eventId: 7 })).toBeNull();
    expect(await owner()('alerts').first()).toMatchObject({ occurrences: 1 });
  });

  test('in a storm collapse into one summary that is kept up to date', async () => {
    for (let index = 0; index < 8; index += 1) await raise(`storm_${index}`);
    await deliver();
    await deliver();
    expect(outside.slack.list()).toHaveLength(6);
    expect(texts()).toContain('3 more: Refund failed');
    for (let index = 8; index < 20; index += 1) await raise(`storm_${index}`);
    await deliver();
    expect(outside.slack.list()).toHaveLength(6);
    expect(texts()).toContain('15 more: Refund failed');
    expect(texts()).not.toContain('3 more: Refund failed');
    expect(await owner()('alerts')).toHaveLength(20);
  });

  test('that someone resolves say so where they were told', async () => {
    const alert = await raise('ref_4');
    await deliver();
    await room
      .services()
      .store.transact(testActor({ name: 'Priya' }), (writer) =>
        moveAlert(writer, alert?.id ?? '', { kind: 'resolve' }, room.services().clock.now()),
      );
    await deliver();
    expect(outside.slack.list()).toHaveLength(1);
    expect(texts()).toContain('resolved by Priya');
  });

  test('about a thing that happens again after it was resolved are new', async () => {
    const alert = await raise('ref_5');
    await room
      .services()
      .store.transact(testActor(), (writer) =>
        moveAlert(writer, alert?.id ?? '', { kind: 'resolve' }, room.services().clock.now()),
      );
    expect((await raise('ref_5'))?.created).toBe(true);
  });
});
