import { contactPermissions, findConsent, liftSuppression, listConsents, recordConsents } from '@wedsync/db/privacy';
import type { Reader } from '@wedsync/db/platform';
import { findContact } from '@wedsync/db/suppliers';
import { Invalid, NotFound } from '@wedsync/domain/platform';
import {
  consentBases,
  consentFilterSchema,
  consentLimits,
  consentSchema,
  consentStates,
  contactChannels,
  contactPermissionSchema,
  contactPurposes,
  inWords,
} from '@wedsync/domain/privacy';
import { storableText, type Contact } from '@wedsync/domain/suppliers';
import { z } from 'zod';
import { defineAction, defineDoor, defineResource } from '../platform/index.ts';

export const consents = defineResource({
  name: 'consents',
  description: 'What contacts agreed to and refused, each word with its evidence; the newest stands',
  row: consentSchema,
  filter: consentFilterSchema,
  list: listConsents,
  show: findConsent,
});

export const contactPermissionsDoor = defineDoor({
  method: 'get',
  path: '/contact-permissions',
  summary: 'Every contact of a supplier with every purpose and channel, whether we may and why not',
  permission: 'consents:list',
  query: z.object({ supplierId: z.string().catch('') }),
  response: z.array(contactPermissionSchema),
  answer: ({ store, actor, query, clock }) =>
    store.read(actor, (reader) => contactPermissions(reader, query.supplierId, clock.now())),
});

const wordInput = z.strictObject({
  purpose: z.enum(contactPurposes).meta({ title: 'What for' }),
  channel: z.enum(contactChannels).meta({ title: 'By which way' }),
  state: z.enum(consentStates).meta({ title: 'Their answer' }),
  basis: z
    .enum(consentBases)
    .default('consent')
    .meta({ title: 'Resting on', description: 'Soft opt-in: the address was given in a sale, with a way to say no.' }),
  wording: storableText(consentLimits.maxWordingChars)
    .optional()
    .meta({ title: 'In which words', description: 'What was said or agreed to, as evidence.' }),
});

/** A member of staff takes down what a contact said, such as "please stop calling" on the telephone. */
export const recordConsent = defineAction({
  resource: 'contacts',
  verb: 'record-consent',
  title: 'Record consent',
  description: 'Take down what this person agreed to or refused',
  danger: false,
  reasonRequired: true,
  input: wordInput,
  assess: async (reader, id, { purpose, channel, state, wording }, { clock }) => {
    const contact = await found(reader, id);
    if (state === 'granted' && wording === undefined)
      throw Invalid(
        { message: 'A yes needs its words as evidence.' },
        { fields: { wording: 'Say what was agreed to.' } },
      );
    const cells = await contactPermissions(reader, contact.supplierId, clock.now());
    const cell = cells.find((one) => one.contactId === id && one.purpose === purpose && one.channel === channel);
    return {
      supplierId: contact.supplierId,
      amount: null,
      approval: null,
      fingerprint: cell?.said?.saidAt ?? 'nothing said',
      preview: {
        lines: [
          { label: 'Contact', value: contact.name },
          { label: 'About', value: inWords(purpose, channel) },
          { label: 'Now', value: cell?.allowed === true ? 'Allowed' : (cell?.why ?? 'Not allowed') },
          { label: 'Then', value: state === 'granted' ? 'They agreed' : 'They said no' },
        ],
        warnings: cell?.said?.state === state ? ['Nothing changes: this is what they said last.'] : [],
      },
    };
  },
  perform: async (writer, id, input, { clock, principal }, { reason }) => {
    const { supplierId } = await found(writer, id);
    const said = { ...input, supplierId, contactId: id, source: 'staff' as const, saidBy: principal.name, reason };
    await recordConsents(writer, [{ ...said, saidAt: clock.now() }]);
    return { state: 'succeeded' };
  },
});

/** The mailbox was full, or the address was put right at the other end. */
export const liftContactSuppression = defineAction({
  resource: 'contacts',
  verb: 'lift-suppression',
  title: 'Write to this address again',
  description: 'The address bounced or its owner complained; say that it works after all',
  danger: true,
  reasonRequired: true,
  input: z.strictObject({ channel: z.enum(['email', 'sms']).meta({ title: 'Which' }) }),
  assess: async (reader, id, { channel }) => {
    const contact = await found(reader, id);
    return {
      supplierId: contact.supplierId,
      amount: null,
      approval: null,
      fingerprint: `${contact.version} ${channel}`,
      preview: {
        lines: [
          { label: 'Contact', value: contact.name },
          { label: 'Address', value: channel === 'email' ? 'E-mail' : 'Telephone' },
        ],
        warnings: [],
      },
    };
  },
  perform: async (writer, id, { channel }) => {
    if (!(await liftSuppression(writer, id, channel))) throw Invalid({ message: 'This address is not held back.' });
    return { state: 'succeeded' };
  },
});

async function found(reader: Reader, id: string): Promise<Contact> {
  const contact = await findContact(reader, id);
  if (contact === undefined) throw NotFound({ what: 'contact', id });
  return contact;
}
