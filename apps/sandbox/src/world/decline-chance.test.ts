import { expect, test } from 'vitest';
import { DAY_SECONDS } from './calendar.ts';
import { declineChance } from './decline-chance.ts';
import { parameters } from './parameters.ts';

const endEpoch = 1_795_000_000;
const daysBefore = (days: number) => endEpoch - days * DAY_SECONDS;

test('many cards fail in the last weeks of a history, and as many as ever before and after', () => {
  const chances = [daysBefore(90), daysBefore(20), endEpoch].map((at) => declineChance(at, { share: 0.4, endEpoch }));
  const usual = parameters.payments.declinePerRenewal;
  expect(chances).toEqual([usual, 0.4, usual]);
});

test('nobody asked for more, nothing is different', () =>
  expect(declineChance(daysBefore(20), { share: 0, endEpoch })).toBe(parameters.payments.declinePerRenewal));
