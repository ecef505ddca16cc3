import { describe, expect, test } from 'vitest';
import { messageStates, reportKinds } from './contract.ts';
import { isOfUnknownFate, whereReportMoves, type MessageStanding } from './report-rules.ts';

const message = (over: Partial<MessageStanding>): MessageStanding => ({
  state: 'sent',
  attempt: 1,
  maxAttempts: 3,
  lastOutcome: 'sent',
  ...over,
});

describe('what is heard of a message', () => {
  test('never moves one that did not leave and of which nothing is unknown', () => {
    for (const kind of reportKinds)
      for (const state of ['proposed', 'scheduled', 'failed', 'dead', 'suppressed', 'cancelled'] as const)
        expect(whereReportMoves(kind, message({ state, lastOutcome: 'failed' }))).toBeNull();
  });

  test('never takes back what arrived', () => {
    expect(whereReportMoves('soft_bounced', message({ state: 'delivered' }))).toBeNull();
    expect(whereReportMoves('delivered', message({ state: 'engaged' }))).toBeNull();
    expect(whereReportMoves('delivered', message({ state: 'bounced' }))).toBeNull();
  });

  test.each(['scheduled', 'failed', 'dead'] as const)('settles one of unknown fate that is %s', (state) => {
    const unknown = message({ state, lastOutcome: 'unknown' });
    expect(whereReportMoves('delivered', unknown)).toBe('delivered');
    expect(whereReportMoves('bounced', unknown)).toBe('bounced');
    // Being put off once more is no news of where it is.
    expect(whereReportMoves('soft_bounced', unknown)).toBeNull();
  });

  test('puts it off until no attempt is left', () => {
    expect(whereReportMoves('soft_bounced', message({ attempt: 2 }))).toBe('failed');
    expect(whereReportMoves('soft_bounced', message({ attempt: 3 }))).toBe('dead');
  });
});

test('a message that a person or the house kept back is of no unknown fate, whatever its last attempt came to', () => {
  const kept = messageStates.filter((state) => isOfUnknownFate(message({ state, lastOutcome: 'unknown' })));
  expect(kept).toEqual(['scheduled', 'failed', 'dead']);
});
