import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderLetter } from './letter.ts';

describe('a letter', () => {
  test('never lets data add markup', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (text, value) => {
        const plain = renderLetter({
          subject: 's',
          blocks: [
            { kind: 'paragraph', text: '' },
            { kind: 'facts', rows: [{ label: '', value: '' }] },
          ],
        });
        const { html } = renderLetter({
          subject: 's',
          blocks: [
            { kind: 'paragraph', text },
            { kind: 'facts', rows: [{ label: text, value }] },
          ],
        });
        expect(html.match(/</g)?.length).toBe(plain.html.match(/</g)?.length);
      }),
    );
  });

  test('keeps its subject on one line, so data cannot add a header', () => {
    expect(renderLetter({ subject: 'Refund\r\nBcc: all@example.com', blocks: [] }).subject).toBe(
      'Refund Bcc: all@example.com',
    );
  });

  test('says the same in plain text', () => {
    const { text } = renderLetter({
      subject: 's',
      blocks: [
        { kind: 'paragraph', text: 'Hello <Rose & Lily>' },
        { kind: 'facts', rows: [{ label: 'Amount', value: '£12.00' }] },
        { kind: 'button', label: 'Open', url: 'https://wedsync.example/x' },
      ],
    });
    expect(text).toBe('Hello <Rose & Lily>\n\nAmount: £12.00\n\nOpen: https://wedsync.example/x\n\nThe WedSync team\n');
  });

  test('does not link to anything but web pages', () => {
    const { html } = renderLetter({
      subject: 's',
      blocks: [{ kind: 'button', label: 'x', url: 'javascript:alert(1)' }],
    });
    expect(html).not.toContain('javascript:');
  });
});
