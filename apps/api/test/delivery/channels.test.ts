import {
  createStaffTemplate,
  findStaffTemplate,
  inAppMessages,
  publishStaffTemplate,
  queueMessage,
  renderTemplate,
  unsubscribeToken,
  type MessageToQueue,
} from '@wedsync/db/delivery';
import type { Writer } from '@wedsync/db/platform';
import { contactPermissions, mayContact } from '@wedsync/db/privacy';
import type { ContactChannel, ContactPurpose } from '@wedsync/domain/privacy';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testActor, testUuids, useTestDatabase } from '../../../../packages/db/test/support/index.ts';
import { addContact, consent } from './a-contact.ts';
import { secrets, startChannelsApp } from './channels-app.ts';

const database = useTestDatabase();
let app: Awaited<ReturnType<typeof startChannelsApp>>;
let number = 0;

beforeAll(async () => {
  app = await startChannelsApp(database.current);
});
afterAll(() => app.close());

const inTransaction = <T>(work: (writer: Writer) => Promise<T>) => database.current.store.transact(testActor(), work);
const messageOf = (id: string) => database.current.owner('messages').where({ id }).first();
const eventsOf = async (supplierId: string): Promise<string[]> =>
  (await database.current.owner('success_events').where({ supplier_id: supplierId }).orderBy('id')).map(
    (event) => event.type,
  );

const supplier = () => addContact(database.current.owner, (number += 1));

const allowed = (contactId: string, purpose: ContactPurpose, channel: ContactChannel) =>
  database.current.store.read(testActor(), (reader) =>
    mayContact(reader, { contactId, purpose, channel, now: app.clock.now() }),
  );

const queue = (supplierId: string, over: Partial<MessageToQueue> = {}) =>
  inTransaction((writer) =>
    queueMessage(
      writer,
      {
        supplierId,
        channel: 'email',
        purpose: 'success',
        source: { kind: 'playbook', id: testUuids.next() },
        content: { template: 'test', subject: 'Hello', text: 'Words', html: null, link: null, segments: null },
        ...over,
      },
      { now: app.clock.now() },
    ),
  );

/** A message that has left, under the id its provider gave it. */
async function sent(
  supplierId: string,
  over: Partial<MessageToQueue> = {},
): Promise<{ id: string; providerId: string }> {
  const { messageId: id } = await queue(supplierId, over);
  const providerId = `<${id}@wedsync.example>`;
  await database.current
    .owner('messages')
    .where({ id })
    .update({ state: 'sent', attempt: 1, provider_id: providerId, sent_at: app.clock.now() });
  return { id, providerId };
}

/** What the mail gateway says of an e-mail at noon. */
const report = (id: string, type: string, { providerId }: { providerId: string }, over: object = {}) => ({
  id,
  type,
  messageId: providerId,
  at: '2026-06-10T12:00:00Z',
  ...over,
});

describe('consent', () => {
  test('from the host application opens marketing; the newest word stands, whatever the order of arrival', async () => {
    const of = await supplier();
    const strange = consent({ ...of, email: 'nobody@studio.example' });
    const answer = await app.host('PUT', '/ingest/consents', {
      consents: [consent(of), strange, { purpose: 'x' }, consent(of, { saidAt: '0000-01-01T00:00:00Z' })],
    });
    expect(answer.json).toMatchObject({ accepted: 1, rejected: [{ index: 1 }, { index: 2 }, { index: 3 }] });
    expect(await allowed(of.contactId, 'marketing', 'email')).toEqual({ allowed: true });
    await app.host('PUT', '/ingest/consents', {
      consents: [consent(of, { state: 'withdrawn', saidAt: '2026-06-02T10:00:00Z' })],
    });
    await app.host('PUT', '/ingest/consents', {
      consents: [consent(of, { saidAt: '2026-06-01T11:00:00Z' }), consent(of)],
    });
    expect(await allowed(of.contactId, 'marketing', 'email')).toEqual({
      allowed: false,
      why: 'They said no to marketing by e-mail on 2026-06-02.',
    });
    expect((await eventsOf(of.supplierId)).filter((type) => type === 'consent.changed')).toHaveLength(2);
    expect(
      await database.current.owner('timeline_entries').where({ supplier_id: of.supplierId, kind: 'consent' }),
    ).toHaveLength(2);
  });

  test('that was withdrawn twice is not given back by a yes from between that arrives late', async () => {
    const of = await supplier();
    const said = (state: string, saidAt: string) =>
      app.host('PUT', '/ingest/consents', { consents: [consent(of, { state, saidAt })] });
    await said('withdrawn', '2026-06-01T10:00:00Z');
    await said('withdrawn', '2026-06-03T10:00:00Z');
    await said('granted', '2026-06-02T10:00:00Z');
    expect((await allowed(of.contactId, 'marketing', 'email')).allowed).toBe(false);
    expect((await eventsOf(of.supplierId)).filter((type) => type === 'consent.changed')).toHaveLength(1);
    const [no, yes] = [
      consent(of, { state: 'withdrawn', saidAt: '2026-06-05T10:00:00Z' }),
      consent(of, { saidAt: '2026-06-06T10:00:00Z' }),
    ];
    await said('granted', '2026-06-04T10:00:00Z');
    await app.host('PUT', '/ingest/consents', { consents: [no, yes] });
    expect((await allowed(of.contactId, 'marketing', 'email')).allowed).toBe(true);
  });

  test('that was withdrawn is not forgotten when the contact is removed and comes back', async () => {
    const of = await supplier();
    await app.host('PUT', '/ingest/consents', { consents: [consent(of, { purpose: 'success', state: 'withdrawn' })] });
    const { owner } = database.current;
    await owner('contacts').where({ id: of.contactId }).delete();
    await owner('contacts').insert({
      id: 'con_again',
      supplier_id: of.supplierId,
      name: 'Rose',
      email: of.email.toUpperCase(),
    });
    expect((await allowed('con_again', 'success', 'email')).allowed).toBe(false);
  });
});

describe('a message to a contact', () => {
  test('is promised once for one source, and kept back with its reason where it may not be sent', async () => {
    const of = await supplier();
    const source = { kind: 'playbook', id: 'step-1' };
    const first = await queue(of.supplierId, { source });
    expect(await queue(of.supplierId, { source })).toEqual({ outcome: 'duplicate', messageId: first.messageId });
    expect(await queue(of.supplierId, { purpose: 'marketing' })).toMatchObject({
      outcome: 'suppressed',
      why: 'They have not agreed to marketing by e-mail.',
    });
    expect(await messageOf(first.messageId)).toMatchObject({
      state: 'scheduled',
      contact_id: of.contactId,
      recipient: of.email,
      source: 'playbook',
    });
  });

  test('that bounced for good marks its address; one that was put off is tried again', async () => {
    const of = await supplier();
    const [hard, soft] = [await sent(of.supplierId), await sent(of.supplierId)];
    const bounced = (id: string, sent: { providerId: string }, bounce: string) =>
      report(id, 'bounced', sent, { bounce, reason: 'mailbox full' });
    await app.mail([bounced('b1', soft, 'soft'), bounced('b2', hard, 'hard')]);
    await app.mail([bounced('b2', hard, 'hard')]);
    expect(await messageOf(soft.id)).toMatchObject({ state: 'failed', reason: 'mailbox full' });
    expect(await messageOf(hard.id)).toMatchObject({ state: 'bounced' });
    expect(await eventsOf(of.supplierId)).toEqual(['message.bounced']);
    expect((await allowed(of.contactId, 'service', 'email')).allowed).toBe(false);
    expect(JSON.stringify(await database.current.owner('contact_suppressions'))).not.toContain('studio.example');
  });

  test('that was put off for the last time has ended: it is told, and waits for a person', async () => {
    const of = await supplier();
    const message = await sent(of.supplierId);
    const { owner } = database.current;
    await owner('messages').where({ id: message.id }).update({ attempt: 3 });
    const reason = `mailbox of ${of.email} full`;
    await app.mail([report('last-soft', 'bounced', message, { bounce: 'soft', reason })]);
    expect(await messageOf(message.id)).toMatchObject({ state: 'dead', reason });
    expect(await eventsOf(of.supplierId)).toEqual(['message.dead']);
    const letters = await owner('dead_letters').where({ kind: 'message', reference: message.id });
    expect(letters).toMatchObject([{ state: 'open', attempts: 3, reason: expect.stringContaining('mailbox of r•••') }]);
  });

  test('that is answered is engaged, and an answer of "stop" is taken at its word', async () => {
    const of = await supplier();
    const message = await sent(of.supplierId);
    await app.mail([report('r1', 'replied', message, { text: 'Stop.' })]);
    expect(await messageOf(message.id)).toMatchObject({ state: 'engaged' });
    expect(await eventsOf(of.supplierId)).toEqual(['message.replied', 'consent.changed', 'consent.changed']);
    expect((await allowed(of.contactId, 'success', 'email')).allowed).toBe(false);
  });

  test('is heard of whatever else stands in the post: pictures, novels, emojis cut in two, and reports nobody can read', async () => {
    const of = await supplier();
    const [picture, novel, full] = [await sent(of.supplierId), await sent(of.supplierId), await sent(of.supplierId)];
    const post = [
      report('odd-1', 'replied', picture, { text: '' }),
      report('odd-2', 'replied', novel, { text: `${'x'.repeat(999)}💐${'y'.repeat(30_000)}` }),
      report('odd-3', 'opened', full),
      report('odd\u0000', 'bounced', full),
      report('odd-4', 'bounced', full, { reason: 'z'.repeat(2_000), at: '0000-01-01T00:00:00Z' }),
    ];
    expect((await app.mail(post)).status).toBe(200);
    expect(await messageOf(picture.id)).toMatchObject({ state: 'engaged' });
    expect(await messageOf(novel.id)).toMatchObject({ state: 'engaged' });
    expect(await messageOf(full.id)).toMatchObject({ state: 'bounced', reason: 'z'.repeat(1_000) });
    const stories = await database.current
      .owner('timeline_entries')
      .where({ source: 'message-replies', supplier_id: of.supplierId });
    expect(stories.map(({ detail }) => detail.text).toSorted()).toEqual(['', 'x'.repeat(999)]);
    expect((await app.mail([post[2] ?? {}])).status).toBe(400);
  });

  test('that cannot be heard of keeps no report behind it from being heard, and the post is asked for again', async () => {
    const of = await supplier();
    const [first, second] = [await sent(of.supplierId), await sent(of.supplierId)];
    const { owner } = database.current;
    await owner.raw(
      `create function refuse_one() returns trigger language plpgsql as $$ begin if new.event_id = 'sick' then raise exception 'sick'; end if; return new; end $$;
       create trigger refuse_one before insert on message_reports for each row execute function refuse_one()`,
    );
    const post = [report('sick', 'delivered', first), report('well', 'delivered', second)];
    expect((await app.mail(post)).status).toBe(500);
    expect(await messageOf(second.id)).toMatchObject({ state: 'delivered' });
    await owner.raw('drop trigger refuse_one on message_reports; drop function refuse_one()');
    expect((await app.mail(post)).status).toBe(200);
    expect(await messageOf(first.id)).toMatchObject({ state: 'delivered' });
  });

  test('is not marked by reports that are signed wrongly or too old', async () => {
    const anything = [report('y', 'delivered', { providerId: '<nobody@x>' })];
    expect((await app.mail(anything, 'another secret')).status).toBe(400);
    // The list of secrets ends in a comma: what follows it is no secret.
    expect((await app.mail(anything, '')).status).toBe(400);
    const { json } = await app.mail(anything);
    expect(json).toEqual({ received: true });
  });
});

describe('unsubscribing', () => {
  test('needs a press of a button, and can be taken back', async () => {
    const of = await supplier();
    const { id } = await sent(of.supplierId);
    const path = `/unsubscribe/${unsubscribeToken(secrets.link, id)}`;
    expect((await app.get(path)).text).toContain('What may we send you?');
    expect((await allowed(of.contactId, 'success', 'email')).allowed).toBe(true);
    await app.form(path, { purpose: 'success', answer: 'stop' });
    expect((await allowed(of.contactId, 'success', 'email')).allowed).toBe(false);
    app.clock.advanceMs(1_000);
    await app.form(path, { purpose: 'success', answer: 'resume' });
    expect((await allowed(of.contactId, 'success', 'email')).allowed).toBe(true);
  });

  test('is not taken back by whoever had the address before', async () => {
    const of = await supplier();
    const { id } = await sent(of.supplierId);
    const path = `/unsubscribe/${unsubscribeToken(secrets.link, id)}`;
    await database.current.owner('contacts').where({ id: of.contactId }).update({ email: 'successor@studio.example' });
    await app.form(path, { purpose: 'marketing', answer: 'resume' });
    expect((await allowed(of.contactId, 'marketing', 'email')).allowed).toBe(false);
  });

  test('takes one click in the mail program, and keeps who said it where', async () => {
    const of = await supplier();
    const { id } = await sent(of.supplierId);
    await app.form(`/unsubscribe/${unsubscribeToken(secrets.link, id)}`, { 'List-Unsubscribe': 'One-Click' });
    const [said] = await database.current.owner('consents').where({ supplier_id: of.supplierId });
    expect(said).toMatchObject({ state: 'withdrawn', source: 'one_click', said_by: 'Rose Marlowe', message_id: id });
  });

  test('with a link that is not ours changes nothing', async () => {
    const of = await supplier();
    const { id } = await sent(of.supplierId);
    const answer = await app.form(`/unsubscribe/${unsubscribeToken('another secret', id)}`, {
      purpose: 'success',
      answer: 'stop',
    });
    expect(answer.status).toBe(404);
    expect((await allowed(of.contactId, 'success', 'email')).allowed).toBe(true);
  });
});

describe('a text message', () => {
  const toPhone = { channel: 'sms', purpose: 'service' } as const;

  test('follows what Twilio says of it, signed', async () => {
    const of = await supplier();
    const { id, providerId } = await sent(of.supplierId, toPhone);
    const status = { MessageSid: providerId, MessageStatus: 'delivered' };
    expect((await app.twilio('/webhooks/sms/status', status, 'another token')).status).toBe(403);
    expect((await app.twilio('/webhooks/sms/status', status)).status).toBe(204);
    expect(await messageOf(id)).toMatchObject({ state: 'delivered', recipient: of.phone });
  });

  test('of unknown fate is settled by what Twilio says of our id, whoever has read the answer', async () => {
    const of = await supplier();
    const { messageId: id } = await queue(of.supplierId, toPhone);
    const { owner } = database.current;
    await owner('messages').where({ id }).update({ state: 'dead', attempt: 1, last_outcome: 'unknown' });
    const letter = { kind: 'message', source: 'sms', reference: id, reason: 'It may have arrived', attempts: 1 };
    await owner('dead_letters').insert({ ...letter, payload: '{}' });
    const status = { MessageSid: 'SM-late', MessageStatus: 'delivered' };
    await app.twilio(`/webhooks/sms/status?message=${id}`, status);
    expect(await messageOf(id)).toMatchObject({ state: 'delivered', provider_id: 'SM-late', reason: null });
    expect(await eventsOf(of.supplierId)).toEqual(['message.sent', 'message.delivered']);
    expect(await owner('dead_letters').where({ reference: id }).pluck('state')).toEqual(['resolved']);
    await app.twilio(`/webhooks/sms/status?message=${id}`, { MessageSid: 'SM-earlier', MessageStatus: 'failed' });
    expect(await messageOf(id)).toMatchObject({ state: 'delivered' });
  });

  test('answered with STOP ends all texts to that number; START brings them back', async () => {
    const of = await supplier();
    const { id } = await sent(of.supplierId, toPhone);
    await app.twilio('/webhooks/sms', { MessageSid: 'SM1', From: of.phone, Body: 'STOP' });
    expect(await messageOf(id)).toMatchObject({ state: 'engaged' });
    expect((await allowed(of.contactId, 'service', 'sms')).allowed).toBe(false);
    app.clock.advanceMs(1_000);
    await app.twilio('/webhooks/sms', { MessageSid: 'SM2', From: of.phone, Body: 'start' });
    expect((await allowed(of.contactId, 'service', 'sms')).allowed).toBe(true);
  });

  test('is heard however long it is and whatever emoji it ends in', async () => {
    const of = await supplier();
    const { id } = await sent(of.supplierId, toPhone);
    const Body = `${'x'.repeat(999)}💐${'y'.repeat(1_000)}`;
    expect((await app.twilio('/webhooks/sms', { MessageSid: 'SM9', From: of.phone, Body })).status).toBe(200);
    expect(await messageOf(id)).toMatchObject({ state: 'engaged' });
  });

  test('told again after another changes nothing', async () => {
    const of = await supplier();
    await sent(of.supplierId, toPhone);
    for (const [MessageSid, Body] of [
      ['SM3', 'STOP'],
      ['SM4', 'START'],
      ['SM5', 'STOP'],
      ['SM4', 'START'],
    ] as const) {
      await app.twilio('/webhooks/sms', { MessageSid, From: of.phone, Body });
      app.clock.advanceMs(1_000);
    }
    expect((await allowed(of.contactId, 'service', 'sms')).allowed).toBe(false);
  });
});

test('new messages in the app are shown however many wait already', async () => {
  const of = await supplier();
  const ids: string[] = [];
  for (let index = 0; index < 52; index += 1) {
    app.clock.advanceMs(1_000);
    ids.push((await sent(of.supplierId, { channel: 'in_app' })).id);
  }
  const { json } = await app.host('GET', `/in-app/messages?supplierExternalId=${of.externalId}`);
  expect(json.messages.map((message: { id: string }) => message.id)).toEqual(ids.slice(-50));
});

test('messages in the app wait in order, answer 304 while nothing changed, and go once acted upon or expired', async () => {
  const of = await supplier();
  const first = await sent(of.supplierId, { channel: 'in_app' });
  app.clock.advanceMs(1_000);
  const second = await sent(of.supplierId, { channel: 'in_app' });
  await sent(of.supplierId, { channel: 'in_app', expiresAt: app.clock.now() });
  const path = `/in-app/messages?supplierExternalId=${of.externalId}`;
  const { json, etag } = await app.host('GET', path);
  expect(json.messages.map((message: { id: string }) => message.id)).toEqual([first.id, second.id]);
  expect((await app.host('GET', path, null, { 'if-none-match': etag ?? '' })).status).toBe(304);
  expect((await app.host('POST', `/in-app/messages/${first.id}/acknowledge`, { action: 'seen' })).status).toBe(204);
  await app.host('POST', `/in-app/messages/${second.id}/acknowledge`, { action: 'clicked' });
  expect((await app.host('GET', path)).json.messages).toMatchObject([{ id: first.id, seen: true }]);
  expect(await messageOf(second.id)).toMatchObject({ state: 'engaged' });
  expect(await eventsOf(of.supplierId)).toEqual(['message.delivered', 'message.engaged']);
  const none = await database.current.store.read(testActor(), (reader) =>
    inAppMessages(reader, 'nobody', app.clock.now()),
  );
  expect(none).toBeUndefined();
});

test('a template is sent as it was published, not as it is being edited', async () => {
  const of = await supplier();
  const draft = {
    name: 'First gallery',
    channel: 'email',
    purpose: 'success',
    subject: 'Well done',
    body: 'Hello {{contact.first_name}}, {{given.title}}',
  } as const;
  const id = await inTransaction((writer) => createStaffTemplate(writer, draft, testUuids));
  const render = () =>
    inTransaction((writer) =>
      renderTemplate(writer, { template: 'First gallery', supplierId: of.supplierId, given: { title: '<b>10</b>' } }),
    );
  await expect(render()).rejects.toMatchObject({ code: 'not-found' });
  await inTransaction(async (writer) => {
    const template = await findStaffTemplate(writer, id);
    if (template !== undefined) await publishStaffTemplate(writer, template);
    await writer.sql('message_templates').where({ id }).update({ body: 'Something else' });
  });
  const rendered = await render();
  expect(rendered).toMatchObject({
    templateVersion: 1,
    missing: [],
    text: expect.stringContaining('Hello Rose, <b>10</b>'),
  });
  expect(rendered.html).toContain('&lt;b&gt;10&lt;/b&gt;');
  expect(await inTransaction((writer) => findStaffTemplate(writer, id))).toMatchObject({
    edited: true,
    published: { subject: 'Well done', body: draft.body },
    publishedVersion: 1,
  });
});

test('whoever sees only their own book sees no permissions of others', async () => {
  const of = await supplier();
  const actor = testActor({ scope: { kind: 'own' } });
  expect(
    await database.current.store.read(actor, (reader) => contactPermissions(reader, of.supplierId, app.clock.now())),
  ).toEqual([]);
});
