import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { correctionSchemaOf } from './correction-schema.ts';

const message = { kind: 'message', source: 'email', payload: {} } as const;
const day = z.toJSONSchema(z.strictObject({ day: z.iso.date() }), { io: 'input' });
const answered = { outcome: 'refused' };

describe('a correction', () => {
  test.each([
    ['email', 'rose@studio.example', true],
    ['email', 'rose', false],
    ['sms', '+447700900123', true],
    ['sms', '07700 900123', false],
    ['slack', '#refunds', true],
  ])('of a message by %s goes to %s: %s', (source, recipient, allowed) => {
    const wanted = { recipient, subject: 'Hello' };
    expect(correctionSchemaOf({ ...message, source })?.safeParse(wanted).success).toBe(allowed);
  });

  test('of a message has no other field than where it goes and what it is called', () => {
    const wanted = { recipient: 'rose@studio.example', subject: 'Hello', body: 'Changed' };
    expect(correctionSchemaOf(message)?.safeParse(wanted).success).toBe(false);
  });

  test('of what a provider sent there is none', () =>
    expect(correctionSchemaOf({ kind: 'provider-event', source: 'stripe', payload: {} })).toBeNull());

  test.each([
    ['that it takes', { day: '2026-02-28' }, true],
    ['that it does not know', { day: '2026-02-28', force: true }, false],
    ['of another form', { day: 'tomorrow' }, false],
    ['that lacks a part', {}, false],
  ])('gives a job an input %s: %j %s', (_what, input, allowed) => {
    const letter = { kind: 'job', source: 'j', payload: { input: {}, inputSchema: { ...day } } } as const;
    expect(correctionSchemaOf(letter)?.safeParse(input).success).toBe(allowed);
  });

  test.each(['consumer-event', 'refused-event'] as const)('of a %s tells what events of its type tell', (kind) => {
    const letter = { kind, source: 'event.refused', payload: { type: 'event.refused' } };
    const schema = correctionSchemaOf(letter);
    expect(schema?.safeParse({ type: 'charge.made', problem: 'p' }).success).toBe(true);
    expect(schema?.safeParse(answered).success).toBe(false);
    expect(correctionSchemaOf({ ...letter, source: 'x', payload: { type: 'x' } })?.safeParse({}).success).toBe(false);
  });
});
