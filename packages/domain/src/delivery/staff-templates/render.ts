import type { ContactChannel } from '@wedsync/domain/privacy';
import { renderLetter, type LetterBlock } from '../letter.ts';
import { smsLength } from '../sms-length.ts';
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

/** `missing` names placeholders that had neither a value nor a fallback: such a message should not be sent. */
export type FilledTemplate = MessageContent & { readonly missing: readonly string[] };

/** Fills in a template. Its structure is read before any value is put in, so no value can add a line, a link or markup. */
export function fillTemplate({ channel, subject, body }: TemplateWords, facts: TemplateFacts): FilledTemplate {
  const missing = new Set<string>();
  const fill = (text: string) => fillText(text, facts, missing);
  const blocks = readBody(body).map((block) => fillBlock(block, fill));
  const filled = { subject: fill(subject), blocks };
  return { ...forms[channel](filled), missing: [...missing] };
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

export type BodyBlock = Extract<LetterBlock, { kind: 'paragraph' | 'button' }>;

/** Paragraphs are parted by empty lines; a line that is `[label](address)` and nothing else is a button. */
export function readBody(body: string): BodyBlock[] {
  return body
    .split(/\n\s*\n|\n(?=\[[^\]\n]+\]\([^)\s]+\)\s*(?:\n|$))/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const [, label, url] = /^\[([^\]\n]+)\]\(([^)\s]+)\)$/.exec(part) ?? [];
      return label === undefined || url === undefined
        ? { kind: 'paragraph', text: part }
        : { kind: 'button', label, url };
    });
}

/** `{{name}}` or `{{name|fallback}}`. */
export const placeholderPattern = /\{\{\s*([\w.]+)\s*(?:\|([^{}]*))?\}\}/g;

function fillText(text: string, facts: TemplateFacts, missing: Set<string>): string {
  return text.replace(placeholderPattern, (_whole, name: string, fallback: string | undefined) => {
    const value = findPlaceholder(name)?.value(facts) ?? fallback?.trim();
    if (value === undefined) missing.add(name);
    return (value ?? '').replace(/\s+/g, ' ');
  });
}

function fillBlock(block: BodyBlock, fill: (text: string) => string): BodyBlock {
  return block.kind === 'paragraph'
    ? { kind: 'paragraph', text: fill(block.text) }
    : { kind: 'button', label: fill(block.label), url: fill(block.url) };
}

function plain(block: BodyBlock): string {
  return block.kind === 'paragraph' ? block.text : `${block.label}: ${block.url}`;
}
