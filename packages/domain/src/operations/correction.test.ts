import { describe, expect, test } from 'vitest';
import { correctableOf } from './correction.ts';

describe('what can be put right', () => {
  test('of a job is its input, of an event its facts, of a message where it goes and what it is called', () => {
    expect(correctableOf({ kind: 'job', payload: { input: { day: 1 } }, correction: null })).toEqual({ day: 1 });
    const event = { kind: 'consumer-event', payload: { type: 't', payload: { a: 1 } }, correction: null } as const;
    expect(correctableOf(event)).toEqual({ a: 1 });
    const payload = { template: 't', recipient: 'r@x.example', subject: 'Hello' };
    expect(correctableOf({ kind: 'message', correction: null, payload })).toEqual({
      recipient: 'r@x.example',
      subject: 'Hello',
    });
  });
  test('starts from what was put right before', () =>
    expect(correctableOf({ kind: 'job', payload: { input: { day: 1 } }, correction: { day: 2 } })).toEqual({ day: 2 }));
  test('is nothing of what a provider sent', () =>
    expect(correctableOf({ kind: 'provider-event', payload: { type: 't' }, correction: null })).toBeNull());
});
