import { findReported, messageOfToken, type ReportedMessage } from '@wedsync/db/delivery';
import type { Reader } from '@wedsync/db/platform';
import { contactPermissions, recordConsents } from '@wedsync/db/privacy';
import { findContact } from '@wedsync/db/suppliers';
import { maskEmail } from '@wedsync/domain/access';
import { createId, systemActor } from '@wedsync/domain/platform';
import type { ConsentState, ContactPurpose } from '@wedsync/domain/privacy';
import express, { Router, type Response } from 'express';
import { z } from 'zod';
import type { ApiServices } from '../../platform/index.ts';
import { brokenLinkPage, unsubscribePage, type Choice } from './page.ts';

const maxBodyBytes = 2_000;

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
 * `/api/unsubscribe/:token`, the link in every letter that is not part of the service. Opening it changes nothing, for mail scanners open links too; a
 * press of a button does, or one click in the mail program.
 */
export function unsubscribeRoutes(services: ApiServices): Router {
  const { store, clock, env, uuids } = services;
  const router = Router();
  const actor = () => systemActor('unsubscribe', createId('request', uuids.next()));
  const messageOf = async (reader: Reader, token: string): Promise<Reading | undefined> => {
    const id = env.linkSecret === null ? null : messageOfToken(env.linkSecret, token);
    const found = id === null ? undefined : await findReported(reader, id);
    if (found === undefined || found.supplierId === null || found.contactId === null) return undefined;
    return { ...found, supplierId: found.supplierId, contactId: found.contactId };
  };
  const show = async (res: Response, token: string, done: string | null) => {
    const page = await store.read(actor(), async (reader) => {
      const message = await messageOf(reader, token);
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
  };

  router.get('/unsubscribe/:token', async (req, res) => show(res, req.params.token, null));
  router.post('/unsubscribe/:token', express.urlencoded({ extended: false, limit: maxBodyBytes }), async (req, res) => {
    const { token } = req.params;
    const [click, answer] = [oneClickSchema.safeParse(req.body), answerSchema.safeParse(req.body)];
    const done = await store.transact(actor(), async (writer) => {
      const message = await messageOf(writer, token);
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
    await show(res, token, done);
  });
  return router;
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
