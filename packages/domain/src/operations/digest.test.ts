import { expect, test } from 'vitest';
import { digestBlocks, isDigestDay, type DigestFacts } from './digest.ts';

const nothing: DigestFacts = {
  atRisk: { count: 0, names: [] },
  tasks: { due: 0, overdue: 0 },
  approvalsWaiting: 0,
  dunning: { cases: 0, amounts: [] },
};
const about = { title: 'Good morning, Carla', publicUrl: 'https://office.example' };

test('nothing to say is said to nobody', () => {
  expect(digestBlocks(nothing, about)).toBeNull();
});

test('only what there is something of is told, with the way to it and names that cannot pass for markup', () => {
  const facts: DigestFacts = {
    ...nothing,
    atRisk: { count: 3, names: ['Rose & <Lily>'] },
    dunning: { cases: 1, amounts: [{ amountMinor: 4_900, currency: 'GBP' }] },
  };
  expect(JSON.stringify(digestBlocks(facts, about)?.blocks)).toContain(
    [
      '• <https://office.example/suppliers|3 suppliers at risk>: Rose &amp; &lt;Lily&gt; and 2 more',
      '• <https://office.example/dunning|1 payment chased>: £49.00',
    ].join(String.raw`\n`),
  );
});

test('weekends are left in peace', () => {
  expect(['2026-06-12', '2026-06-13', '2026-06-14', '2026-06-15'].map(isDigestDay)).toEqual([true, false, false, true]);
});

test('a name in the title of a digest calls nobody', () => {
  const facts: DigestFacts = { ...nothing, approvalsWaiting: 1 };
  const digest = digestBlocks(facts, { ...about, title: 'Today in your book, <!channel>' });
  expect(digest?.text).toBe('Today in your book, &lt;!channel&gt;');
});
