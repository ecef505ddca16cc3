import { healthBands, lifecycles, planCodes, vendorTypes, type SegmentChoice } from '@wedsync/domain/suppliers';
import type { SegmentField } from './segment-field.ts';

const record = 'Supplier';
const standing = 'Standing';
const weddings = 'Weddings';

/** What the supplier's own record and standing can be asked. */
export const supplierSegmentFields: readonly SegmentField[] = [
  {
    name: 'businessName',
    label: 'Business name',
    group: record,
    type: 'text',
    source: { kind: 'words', sql: 's.sort_name' },
  },
  choice('vendorType', 'Type', record, wordsOf(vendorTypes), 's.vendor_type'),
  {
    name: 'region',
    label: 'Region',
    group: record,
    type: 'choice',
    choicesFrom: 'regions',
    source: { kind: 'column', sql: 's.region' },
  },
  {
    name: 'country',
    label: 'Country',
    group: record,
    type: 'choice',
    choicesFrom: 'countries',
    source: { kind: 'column', sql: 's.country' },
  },
  {
    name: 'owner',
    label: 'Owner',
    group: record,
    type: 'choice',
    choicesFrom: 'staff',
    canBeEmpty: true,
    source: { kind: 'column', sql: 's.owner_id' },
  },
  {
    name: 'tags',
    label: 'Tags',
    group: record,
    type: 'list',
    canBeEmpty: true,
    source: { kind: 'array', sql: 's.tags' },
  },
  {
    name: 'signedUpAt',
    label: 'Sign-up',
    group: record,
    type: 'date',
    source: { kind: 'instant', sql: 's.signed_up_at' },
  },
  {
    name: 'tenureDays',
    label: 'Days with us',
    group: record,
    type: 'number',
    min: 0,
    max: 36_500,
    source: { kind: 'age', sql: 's.signed_up_at' },
  },
  { ...choice('plan', 'Plan', standing, wordsOf(planCodes), 's.plan_code'), canBeEmpty: true },
  choice('lifecycle', 'Lifecycle', standing, wordsOf(lifecycles), 's.lifecycle'),
  { name: 'mrr', label: 'MRR', group: standing, type: 'money', source: { kind: 'column', sql: 's.mrr_minor' } },
  {
    name: 'healthScore',
    label: 'Health score',
    group: standing,
    type: 'number',
    min: 0,
    max: 100,
    canBeEmpty: true,
    source: { kind: 'column', sql: 's.health_score' },
  },
  choice('healthBand', 'Health', standing, wordsOf(healthBands), 's.health_band'),
  {
    name: 'healthTrend',
    label: 'Health points against 14 days ago',
    group: standing,
    type: 'number',
    min: -100,
    max: 100,
    source: { kind: 'column', sql: 's.health_trend' },
  },
  {
    name: 'churnProbability',
    label: 'Churn risk (0 to 1)',
    group: standing,
    type: 'number',
    min: 0,
    max: 1,
    fraction: true,
    canBeEmpty: true,
    source: { kind: 'column', sql: 's.churn_probability' },
  },
  {
    name: 'openTasks',
    label: 'Open tasks',
    group: standing,
    type: 'number',
    min: 0,
    max: 100_000,
    source: { kind: 'column', sql: 's.open_task_count' },
  },
  {
    name: 'lastSeenAt',
    label: 'Last seen',
    group: standing,
    type: 'date',
    canBeEmpty: true,
    source: { kind: 'instant', sql: 's.last_seen_at' },
  },
  {
    name: 'nextWeddingOn',
    label: 'Next wedding',
    group: weddings,
    type: 'date',
    canBeEmpty: true,
    source: { kind: 'day', sql: 's.next_wedding_on' },
  },
  // A season is a choice of months, and its own in each hemisphere: the rule says which.
  choice(
    'weddingMonth',
    'Month of the next wedding',
    weddings,
    monthChoices(),
    'extract(month from s.next_wedding_on)::int::text',
  ),
  {
    name: 'weddingsAhead',
    label: 'weddings',
    group: weddings,
    type: 'eventCount',
    ahead: true,
    source: { kind: 'count', from: 'wedding_dates w', supplierId: 'w.supplier_id', at: 'w.held_on', by: 'day' },
  },
  {
    name: 'automationBlocked',
    label: 'Note that blocks automation',
    group: record,
    type: 'boolean',
    source: { kind: 'rows', from: 'notes n', supplierId: 'n.supplier_id', where: 'n.blocks_automation' },
  },
];

function choice(
  name: string,
  label: string,
  group: string,
  choices: readonly SegmentChoice[],
  sql: string,
): SegmentField {
  return { name, label, group, type: 'choice', choices, source: { kind: 'column', sql } };
}

function wordsOf(values: readonly string[]): readonly SegmentChoice[] {
  return values.map((id) => ({ id, name: `${id.charAt(0).toUpperCase()}${id.slice(1).replaceAll('_', ' ')}` }));
}

function monthChoices(): readonly SegmentChoice[] {
  const names = new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' });
  return Array.from({ length: 12 }, (_, month) => ({
    id: String(month + 1),
    name: names.format(Date.UTC(2026, month)),
  }));
}
