import type { Migration } from '../platform/migration.ts';

/** Milestones of bringing others, and with them such as nobody is late for. */
export const successReferralMilestones: Migration = {
  name: '20261124000200_success_referral_milestones',
  up: async (sql) => {
    await sql.raw(`alter table milestones add column optional boolean not null default false`);
    await sql('milestones').insert(referralMilestones);
  },
};

type First = readonly [
  key: string,
  title: string,
  event: string,
  times: number,
  words: readonly [string, string] | null,
];

const first: readonly First[] = [
  ['first_colleague_invited', 'First colleague invited', 'referral.invited', 1, null],
  [
    'first_colleague_brought',
    'First colleague brought',
    'referral.credited',
    1,
    ['Your first colleague is here', 'Somebody you invited works with us now. Thank you for passing it on.'],
  ],
  [
    'third_colleague_brought',
    '3 colleagues brought',
    'referral.credited',
    3,
    [
      'Three colleagues came with you',
      'Three businesses you invited work with us now. Couples notice who works well together.',
    ],
  ],
  [
    'tenth_colleague_brought',
    '10 colleagues brought',
    'referral.credited',
    10,
    ['Ten colleagues came with you', 'Ten businesses are here because of you. That is a whole wedding, and then some.'],
  ],
];

const referralMilestones = first.map(([key, title, event, times, words], index) => ({
  id: `mil_${key.replaceAll('_', '')}`,
  key,
  title,
  description: 'Nobody is asked to bring others by a day, so nobody is late for it.',
  vendor_types: [],
  rule: JSON.stringify({ event, detail: null, times }),
  target_days: 365,
  position: 200 + 10 * index,
  celebration: words === null ? null : JSON.stringify({ title: words[0], text: words[1] }),
  optional: true,
}));
