import {
  contactPurposes,
  type ConsentBasis,
  type ConsentState,
  type ContactChannel,
  type ContactPurpose,
  type MayContact,
  type SuppressionReason,
} from './contract.ts';

/** What stands while a contact has said nothing: always allowed, allowed until they say no, or only after a yes (or a soft opt-in on record). */
export type DefaultRule = 'always' | 'until_withdrawn' | 'asked_first';

/**
 * One row a purpose, one column a channel. PECR regulation 22 asks for consent or a soft opt-in before marketing by e-mail or text, for sole traders as
 * for anybody; most suppliers are sole traders, so all are treated as such. Messages inside the product they use, and what the contract asks for, need
 * none. STOP to a text ends all texts, whatever they are for.
 */
export const defaultRules: Readonly<Record<ContactPurpose, Readonly<Record<ContactChannel, DefaultRule>>>> = {
  service: { email: 'always', sms: 'until_withdrawn', in_app: 'always' },
  success: { email: 'until_withdrawn', sms: 'asked_first', in_app: 'until_withdrawn' },
  marketing: { email: 'asked_first', sms: 'asked_first', in_app: 'until_withdrawn' },
};

/** Purposes and channels as headings name them. */
export const purposeTitles: Readonly<Record<ContactPurpose, string>> = {
  service: 'Service',
  success: 'Advice',
  marketing: 'Marketing',
};
export const channelTitles: Readonly<Record<ContactChannel, string>> = {
  email: 'E-mail',
  sms: 'Text message',
  in_app: 'In the app',
};

/** Of two purposes the one that asks for more: what is sent for both needs the permission of the stricter. */
export function stricterPurpose(one: ContactPurpose, other: ContactPurpose): ContactPurpose {
  return contactPurposes.indexOf(one) > contactPurposes.indexOf(other) ? one : other;
}

/** What a contact said last about one purpose on one channel. */
export type LastWord = { readonly state: ConsentState; readonly basis: ConsentBasis; readonly saidAt: string };

export type PermissionFacts = {
  readonly purpose: ContactPurpose;
  readonly channel: ContactChannel;
  readonly lastWord: LastWord | null;
  /** The address does not work or its owner complained; null when it is fine. */
  readonly suppressed: SuppressionReason | null;
  readonly hasAddress: boolean;
};

/** Whether a contact may be written to. Pure: the same facts always give the same answer. */
export function decidePermission({ purpose, channel, lastWord, suppressed, hasAddress }: PermissionFacts): MayContact {
  if (!hasAddress) return refused(noAddress[channel]);
  if (suppressed !== null) return refused(suppressionWords[suppressed]);
  const rule = defaultRules[purpose][channel];
  if (rule === 'always') return { allowed: true };
  if (lastWord?.state === 'withdrawn')
    return refused(`They said no to ${inWords(purpose, channel)} on ${lastWord.saidAt.slice(0, 10)}.`);
  if (rule === 'asked_first' && lastWord === null)
    return refused(`They have not agreed to ${inWords(purpose, channel)}.`);
  return { allowed: true };
}

/** A purpose and a channel as a sentence names them: marketing by e-mail. */
export function inWords(purpose: ContactPurpose, channel: ContactChannel): string {
  return `${words[purpose]} ${ways[channel]}`;
}

function refused(why: string): MayContact {
  return { allowed: false, why };
}

const words: Readonly<Record<ContactPurpose, string>> = {
  service: 'service messages',
  success: 'advice',
  marketing: 'marketing',
};
const ways: Readonly<Record<ContactChannel, string>> = {
  email: 'by e-mail',
  sms: 'by text message',
  in_app: 'in the app',
};
const noAddress: Readonly<Record<ContactChannel, string>> = {
  email: 'There is no e-mail address.',
  sms: 'There is no telephone number.',
  in_app: 'The supplier is not known to the host application.',
};
const suppressionWords: Readonly<Record<SuppressionReason, string>> = {
  bounced: 'The address does not work: an earlier message bounced.',
  complained: 'They marked an earlier message as spam.',
};
