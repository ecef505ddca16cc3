import { expect, test } from 'vitest';
import { figureQuery, readRevenueView } from './revenue-view.ts';

const read = (query: string) => readRevenueView(new URLSearchParams(query), '2026-11');

test('without a word in the address the last twelve months are shown, the running one among them', () =>
  expect(read('')).toMatchObject({ from: '2025-12', to: '2026-11', month: '2026-11', line: 'net', segment: {} }));

test('a link brings back what was chosen', () =>
  expect(read('months=6&month=2026-08&line=committed&by=region&filter={"region":["Wales"]}')).toMatchObject({
    from: '2026-06',
    month: '2026-08',
    line: 'committed',
    by: 'region',
    segment: { region: ['Wales'] },
  }));

test('a month outside of what is shown gives way to the running one', () =>
  expect(read('months=6&month=2020-01').month).toBe('2026-11'));

test('a damaged or unknown filter counts as none', () => {
  expect(read('filter={').segment).toEqual({});
  expect(read('filter={"shoe":["42"]}').segment).toEqual({});
});

test('several values of a filter are asked for together', () =>
  expect(figureQuery({ from: '2026-01' }, { region: ['Wales', 'London'] })).toBe(
    'from=2026-01&region=Wales&region=London',
  ));
