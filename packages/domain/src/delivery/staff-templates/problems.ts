import type { FieldErrors } from '@wedsync/domain/platform';
import { maxSmsSegments, smsLength } from '../sms-length.ts';
import { agreedLinks } from './agreed-links.ts';
import { placeholderPattern } from './body.ts';
import { leadsTo } from './links.ts';
import { findPlaceholder } from './placeholders.ts';
import type { TemplateWords } from './render.ts';

/**
 * What must be put right before a template is kept, per field: placeholders nobody knows, links that lead elsewhere, a missing subject, too long a text.
 * @param linkHosts hosts that links may lead to, exactly
 */
export function templateProblems(words: TemplateWords, linkHosts: readonly string[]): FieldErrors {
  const { channel, subject, body } = words;
  const found: Record<string, string | null> = {
    subject: subjectProblem(words) ?? unknownPlaceholder(subject) ?? foreignLink(subject, linkHosts),
    body: unknownPlaceholder(body) ?? strayBraces(body) ?? foreignLink(body, linkHosts) ?? tooLong(channel, body),
  };
  return Object.fromEntries(
    Object.entries(found).flatMap(([field, problem]) => (problem === null ? [] : [[field, problem]])),
  );
}

function subjectProblem({ channel, subject }: TemplateWords): string | null {
  if (channel !== 'sms') return subject === '' ? 'Say in a few words what it is about.' : null;
  return subject === '' ? null : 'A text message has no subject.';
}

function unknownPlaceholder(text: string): string | null {
  const unknown = [...text.matchAll(placeholderPattern)]
    .map(([, name = '']) => name)
    .find((name) => findPlaceholder(name) === undefined);
  return unknown === undefined ? null : `There is no placeholder ${unknown}.`;
}

function strayBraces(body: string): string | null {
  return /\{\{|\}\}/.test(body.replace(placeholderPattern, ''))
    ? 'A placeholder is written {{name}} or {{name|fallback}}.'
    : null;
}

/** Links of buttons and addresses written into the text alike, whatever is known or not known when it is filled in. */
function foreignLink(text: string, linkHosts: readonly string[]): string | null {
  const foreign = agreedLinks(text).find((link) => !leadsTo(link, linkHosts));
  return foreign === undefined ? null : `Links may lead to ${linkHosts.join(', ')} by https, not to ${foreign}.`;
}

function tooLong(channel: TemplateWords['channel'], body: string): string | null {
  return channel === 'sms' && smsLength(body).segments > maxSmsSegments
    ? `A text message has at most ${maxSmsSegments} segments.`
    : null;
}
