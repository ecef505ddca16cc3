import { findReported, messageOfToken, type ReportedMessage } from '@wedsync/db/delivery';
import type { Reader } from '@wedsync/db/platform';
import { contactPermissions, recordConsents } from '@wedsync/db/privacy';
import { findContact } from '@wedsync/db/suppliers';
import { maskEmail } from '@wedsync/domain/access';
import { createId, systemActor } from '@wedsync/domain/platform';
import type { ConsentState, ContactPurpose } from '@wedsync/domain/privacy';
import type { Response } from 'express';
import { z } from 'zod';
import { defineOpenDoor, type ApiServices, type Door } from '../../platform/index.ts';
import { brokenLinkPage, unsubscribePage, type Choice } from './page.ts';

/** What can be ended; what the contract asks for cannot. */
const endable = [
  { purpose: 'success', title: 'Advice on getting more out of WedSync' },
  { purpose: 'marketing', title: 'Offers and news' },
] as const satisfies readonly { readonly purpose: ContactPurpose; readonly title: string }[];

const answerSchema = z.object({ purpose: z.enum(['success', 'marketing']), answer: z.enum(['stop', 'resume']) });
/** RFC 8058: what a mail program posts when its reader presses its own button. */
const oneClickSchema = z.object({ 'List-Unsubscribe': z.literal('One-Click') });

type Reading = ReportedMessage & { readonly supplierId: string; readonly contactId: string };

/**
 * The link in every letter that is not part of the service. Opening it changes nothing, for mail scanners open links too; a press of a button does, or one
 * click in the mail program.
 */
export const unsubscribeDoors: readonly Door[] = [
  defineOpenDoor({
    method: 'get',
    path: '/unsubscribe/{token}',
    summary: 'The page on which a reader chooses what they get',
    produces: 'text/html',
    answer: ({ params, res, ...services }) => show(services, res, params.token, null),
  }),
  defineOpenDoor({
    method: 'post',
    path: '/unsubscribe/{token}',
    summary: 'Stop letters, or have them again',
    description: 'A form post: of the page, or `List-Unsubscribe=One-Click` of a mail program (RFC 8058).',
    maxFormBytes: 2_000,
    documentedBody: z.union([answerSchema, oneClickSchema]),
    produces: 'text/html',
    async answer({ params: { token }, req, res, ...services }) {
      await show(services, res, token, await heed(services, token, req.body));
    },
  }),
];

const actorOf = ({ uuids }: ApiServices) => systemActor('unsubscribe', createId('request', uuids.next()));

async function messageOf({ env }: ApiServices, reader: Reader, token: string): Promise<Reading | undefined> {
  const id = env.linkSecret === null ? null : messageOfToken(env.linkSecret, token);
  const found = id === null ? undefined : await findReported(reader, id);
  if (found === undefined || found.supplierId === null || found.contactId === null) return undefined;
  return { ...found, supplierId: found.supplierId, contactId: found.contactId };
}

async function show(services: ApiServices, res: Response, token: string, done: string | null): Promise<void> {
  const { store, clock } = services;
  const page = await store.read(actorOf(services), async (reader) => {
    const message = await messageOf(services, reader, token);
    if (message === undefined) return undefined;
    return unsubscribePage({
      address: maskEmail(message.recipient),
      choices: await choicesOf(reader, message, clock.now()),
      done,
    });
  });
  res.setHeader('Cache-Control', 'no-store');
  res
    .status(page === undefined ? 404 : 200)
    .type('html')
    .send(page ?? brokenLinkPage());
}

/** Does what the reader asked for. @returns what they are told; null when nothing was done */
async function heed(services: ApiServices, token: string, body: unknown): Promise<string | null> {
  const { store, clock } = services;
  const [click, answer] = [oneClickSchema.safeParse(body), answerSchema.safeParse(body)];
  return store.transact(actorOf(services), async (writer) => {
    const message = await messageOf(services, writer, token);
    if (message === undefined) return null;
    const say = (
      purpose: ContactPurpose,
      state: ConsentState,
      source: 'one_click' | 'unsubscribe_page',
      wording: string,
    ) =>
      recordConsents(writer, [
        {
          supplierId: message.supplierId,
          contactId: message.contactId,
          purpose,
          channel: 'email',
          state,
          source,
          wording,
          saidBy: message.contactName ?? 'A contact',
          messageId: message.id,
          saidAt: clock.now(),
        },
      ]);
    if (click.success) {
      const purpose = message.purpose ?? 'marketing';
      await say(purpose, 'withdrawn', 'one_click', 'List-Unsubscribe=One-Click');
      return 'You will not get these e-mails any more.';
    }
    if (!answer.success) return null;
    const { purpose, answer: wish } = answer.data;
    if (wish === 'resume' && !(await isStillTheirs(writer, message))) return null;
    const title = endable.find((one) => one.purpose === purpose)?.title ?? purpose;
    await say(
      purpose,
      wish === 'stop' ? 'withdrawn' : 'granted',
      'unsubscribe_page',
      `${wish === 'stop' ? 'Stop these' : 'Send these again'}: ${title}`,
    );
    return wish === 'stop' ? 'Done: we will not send you these any more.' : 'Done: we will send you these again.';
  });
}

/** Nobody agrees for whoever has the contact's place, and another address, by now. */
async function isStillTheirs(reader: Reader, { contactId, recipient }: Reading): Promise<boolean> {
  const contact = await findContact(reader, contactId);
  return contact?.email.toLowerCase() === recipient.toLowerCase();
}

async function choicesOf(reader: Reader, { supplierId, contactId }: Reading, now: Date): Promise<Choice[]> {
  const cells = await contactPermissions(reader, supplierId, now);
  return endable.map(({ purpose, title }) => {
    const cell = cells.find((one) => one.contactId === contactId && one.purpose === purpose && one.channel === 'email');
    return { purpose, title, receives: cell?.allowed ?? false };
  });
}
