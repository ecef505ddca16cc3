import { expect, test } from 'vitest';
import { alertBlocks, movedOnBlocks, stormBlocks, type SlackAlert } from './slack-blocks.ts';

const alert: SlackAlert = {
  id: 'alt_1',
  title: 'At risk: <!channel>',
  detail: null,
  severity: 'warning',
  state: 'open',
  supplierName: '<!channel> & <@U0CARLA00>',
  occurrences: 1,
  path: null,
  assigneeName: null,
  acknowledgedBy: null,
  snoozedBy: null,
  snoozedUntil: null,
  resolvedBy: null,
  resolvedNote: null,
};
const office = 'https://office.example';

test.each([
  ['an alert', alertBlocks(alert, office)],
  ['an alert told again below', movedOnBlocks(alert)],
  ['a storm', stormBlocks({ title: alert.title, severity: 'info', count: 9, since: new Date(0) }, office)],
])('no name in %s calls the whole channel, be it read in the message or in its notification', (_what, message) => {
  expect(JSON.stringify(message)).not.toMatch(/<[!@]/);
  expect(message.text).toContain('&lt;!channel&gt;');
});
