import { describe, expect, test } from 'vitest';
import { correctableOf, correctionSchemaOf } from './correction.ts';

const message = { kind: 'message', source: 'email', correction: null } as const;

describe('what can be put right', () => {
  test('of a job is its input, of an event its facts, of a message where it goes and what it is called', () => {
    expect(correctableOf({ kind: 'job', payload: { input: { day: 1 } }, correction: null })).toEqual({ day: 1 });
    const event = { kind: 'consumer-event', payload: { type: 't', payload: { a: 1 } }, correction: null } as const;
    expect(correctableOf(event)).toEqual({ a: 1 });
    const payload = { template: 't', recipient: 'r@x.example', subject: 'Hello' };
    expect(correctableOf({ ...message, payload })).toEqual({ recipient: 'r@x.example', subject: 'Hello' });
  });
  test('starts from what was put right before', () =>
    expect(correctableOf({ kind: 'job', payload: { input: { day: 1 } }, correction: { day: 2 } })).toEqual({ day: 2 }));
  test('is nothing of what a provider sent', () => {
    const letter = { kind: 'provider-event', source: 'stripe', payload: { type: 't' }, correction: null } as const;
    expect(correctableOf(letter)).toBeNull();
    expect(correctionSchemaOf(letter)).toBeNull();
  });
  test.each([
    ['email', 'rose@studio.example', true],
    ['email', 'rose', false],
    ['sms', '+447700900123', true],
    ['sms', '07700 900123', false],
    ['slack', '#refunds', true],
  ])('goes by %s to %s: %s', (source, recipient, allowed) =>
    expect(correctionSchemaOf({ ...message, source })?.safeParse({ recipient, subject: 'Hello' }).success).toBe(
      allowed,
    ),
  );
  test('has no other field than those', () => {
    const wanted = { recipient: 'rose@studio.example', subject: 'Hello', body: 'Changed' };
    expect(correctionSchemaOf(message)?.safeParse(wanted).success).toBe(false);
  });
});
