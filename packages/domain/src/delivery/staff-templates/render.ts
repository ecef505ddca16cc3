import type { ContactChannel } from '@wedsync/domain/privacy';
import { renderLetter } from '../letter.ts';
import { smsLength } from '../sms-length.ts';
import { strayLinks } from './agreed-links.ts';
import { changeWords, placeholderPattern, readBody, type BodyBlock } from './body.ts';
import { withoutLinks } from './links.ts';
import { findPlaceholder, type TemplateFacts } from './placeholders.ts';

/** The words of a template, as they were published or are being edited. */
export type TemplateWords = { readonly channel: ContactChannel; readonly subject: string; readonly body: string };

/** What a message says, in every form its channel needs. */
export type MessageContent = {
  readonly subject: string;
  readonly text: string;
  /** E-mail only. */
  readonly html: string | null;
  /** In the app only: where the button leads. */
  readonly link: { readonly label: string; readonly url: string } | null;
  /** Text messages only. */
  readonly segments: number | null;
};

export type FilledTemplate = MessageContent & {
  /** Placeholders that had neither a value nor a fallback. */
  readonly missing: readonly string[];
  /** Links that values made where nobody agreed to one. */
  readonly strayLinks: readonly string[];
};

/** Why a filled template should not be sent; null when it may. */
export function whyNotSent({ missing, strayLinks }: Pick<FilledTemplate, 'missing' | 'strayLinks'>): string | null {
  if (missing.length > 0) return `Nothing is known for ${missing.join(', ')}.`;
  return strayLinks.length > 0 ? `What is known of the reader would make a link to ${strayLinks.join(', ')}.` : null;
}

/**
 * Fills in a template. Its structure is read before any value is put in, so no value can add a line or markup; a value that reads like a link is
 * written so that no program makes one of it.
 */
export function fillTemplate(words: TemplateWords, facts: TemplateFacts): FilledTemplate {
  const missing = new Set<string>();
  const filledBy = (write: (value: string) => string) => (text: string) => fillText(text, { facts, missing, write });
  const text = filledBy(withoutLinks);
  const url = filledBy(encodeURIComponent);
  const filled = {
    subject: text(words.subject),
    blocks: readBody(words.body).map((block) => changeWords(block, { text, url })),
  };
  return {
    ...forms[words.channel](filled),
    missing: [...missing],
    strayLinks: strayLinks(words, filled, facts.given.link),
  };
}

type Filled = { readonly subject: string; readonly blocks: readonly BodyBlock[] };

/** What each channel makes of the same words. */
const forms: Readonly<Record<ContactChannel, (filled: Filled) => MessageContent>> = {
  email: (letter) => ({ ...renderLetter(letter), link: null, segments: null }),
  sms: ({ blocks }) => {
    const text = blocks.map(plain).join('\n');
    return { subject: '', text, html: null, link: null, segments: smsLength(text).segments };
  },
  in_app: ({ subject, blocks }) => {
    const button = blocks.find((block) => block.kind === 'button') ?? null;
    const text = blocks
      .filter((block) => block !== button)
      .map(plain)
      .join('\n\n');
    return { subject, text, html: null, link: button && { label: button.label, url: button.url }, segments: null };
  },
};

type Filling = {
  readonly facts: TemplateFacts;
  readonly missing: Set<string>;
  /** How a value is written; a link that is passed along stays as it is. */
  readonly write: (value: string) => string;
};

function fillText(text: string, { facts, missing, write }: Filling): string {
  return text.replace(placeholderPattern, (_whole, name: string, fallback: string | undefined) => {
    const placeholder = findPlaceholder(name);
    const value = placeholder?.value(facts)?.replace(/\s+/g, ' ');
    if (value !== undefined) return placeholder?.type === 'link' ? value : write(value);
    if (fallback === undefined) missing.add(name);
    return (fallback ?? '').trim().replace(/\s+/g, ' ');
  });
}

function plain(block: BodyBlock): string {
  return block.kind === 'paragraph' ? block.text : `${block.label}: ${block.url}`;
}
