import { DateTime } from 'luxon';
import { renderLetter, type RenderedLetter } from './letter.ts';

/** Where the secret of a link goes at the moment its letter leaves: what is stored of the letter opens nothing. */
const secretMark = 'ONE-TIME-SECRET';

/** Name of the template under which such letters are listed. */
export const invitationTemplate = 'staff-invitation';

export type InvitationFacts = {
  readonly name: string;
  readonly occasion: 'welcome' | 'new-password';
  readonly expiresAt: Date;
};

const openings = {
  welcome: {
    subject: 'Your account in the WedSync back office',
    text: 'You have an account in the WedSync back office. Choose a password to sign in with.',
  },
  'new-password': {
    subject: 'Choose a new password for the WedSync back office',
    text: 'An administrator asked for a new password for you. The old one no longer works.',
  },
} as const;

/** The letter to a colleague with the link by which they choose a password; the link lacks its secret until `withSecret`. */
export function writeInvitation({ name, occasion, expiresAt }: InvitationFacts, publicUrl: string): RenderedLetter {
  const { subject, text } = openings[occasion];
  const until = DateTime.fromJSDate(expiresAt, { zone: 'utc' })
    .setLocale('en-GB')
    .toFormat("cccc d LLLL yyyy, HH:mm 'UTC'");
  return renderLetter({
    subject,
    blocks: [
      { kind: 'paragraph', text: `Hello ${name},` },
      { kind: 'paragraph', text },
      // Behind the hash sign: browsers keep that part to themselves, so no server on the way writes it down.
      { kind: 'button', label: 'Choose a password', url: new URL(`/login#invitation=${secretMark}`, publicUrl).href },
      { kind: 'paragraph', text: `The link works once, until ${until}. Nobody who works with us will ask you for it.` },
    ],
  });
}

/** The letter as it leaves. */
export function withSecret<L extends { readonly text: string; readonly html: string | null }>(
  letter: L,
  secret: string,
): L {
  const filledIn = (text: string) => text.replaceAll(secretMark, () => secret);
  return { ...letter, text: filledIn(letter.text), html: letter.html === null ? null : filledIn(letter.html) };
}
