import { findAddressee, templateFacts } from '@wedsync/db/delivery';
import { mayContact } from '@wedsync/db/privacy';
import { fillTemplate, placeholders, smsLength, staffTemplateLimits, templateProblems } from '@wedsync/domain/delivery';
import { contactChannels, contactPurposes } from '@wedsync/domain/privacy';
import { z } from 'zod';
import { defineDoor, type Door } from '../../platform/index.ts';

const draftSchema = z.strictObject({
  channel: z.enum(contactChannels),
  purpose: z.enum(contactPurposes),
  subject: z.string().max(staffTemplateLimits.maxSubjectChars),
  body: z.string().max(staffTemplateLimits.maxBodyChars),
  supplierId: z.string().min(1).max(128),
});

/** Words in progress as a real supplier would read them, and what may stand in braces. */
export const previewDoors: readonly Door[] = [
  defineDoor({
    method: 'get',
    path: '/message-placeholders',
    summary: 'What may stand in braces in a template',
    permission: 'message-templates:list',
    answer: () => placeholders.map(({ name, title, type }) => ({ name, title, type })),
  }),
  defineDoor({
    method: 'post',
    path: '/message-template-previews',
    summary: 'A template in progress as a real supplier would read it, and what is wrong with it',
    permission: 'message-templates:list',
    body: draftSchema,
    async answer({ store, actor, clock, env, body }) {
      const { supplierId, purpose, ...words } = body;
      const preview = await store.read(actor, async (reader) => {
        const filled = fillTemplate(words, await templateFacts(reader, { supplierId }));
        const addressee = await findAddressee(reader, supplierId);
        const contactId = addressee?.contactId ?? null;
        const asked = { contactId, purpose, channel: words.channel, now: clock.now() };
        const answer = await mayContact(reader, asked);
        return { ...filled, suppressedBecause: answer.allowed ? null : answer.why };
      });
      const sms = words.channel === 'sms' ? smsLength(preview.text) : null;
      return { ...preview, sms, problems: templateProblems(words, env.messageLinkHosts) };
    },
  }),
];
