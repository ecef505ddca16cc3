import { describe, expect, test } from 'vitest';
import { alertTypeOf, alertTypes } from './alert-types.ts';
import { messageRules } from './message-rules.ts';

describe('who hears of what', () => {
  test('nobody hears of one event twice in the same way', () => {
    const told = messageRules.map((rule) => [rule.eventType, rule.kind].join(' '));
    expect(told.filter((one, index) => told.indexOf(one) !== index)).toEqual([]);
  });
  test('every rule has a name of its own, which keeps its alerts apart', () =>
    expect(new Set(messageRules.map(({ name }) => name)).size).toBe(messageRules.length));
  test('every alert is of a kind that is described once', () => {
    for (const rule of messageRules) if (rule.kind === 'alert') expect(alertTypeOf(rule.alertType)).toBeDefined();
    const raised = messageRules.flatMap((rule) =>
      rule.kind === 'alert' && rule.about === 'record' ? [rule.name] : [],
    );
    for (const rule of messageRules) if (rule.kind === 'over') expect(raised).toContain(rule.ends);
    expect(new Set(alertTypes.map(({ type }) => type)).size).toBe(alertTypes.length);
  });
});
