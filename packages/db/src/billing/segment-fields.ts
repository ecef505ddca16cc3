import { dunningStages } from '@wedsync/domain/billing';
import type { SegmentField } from '../suppliers/index.ts';
import { openDisputeSql } from './disputes/open-dispute.ts';

const group = 'Money';

/** What money tells of a supplier. */
export const billingSegmentFields: readonly SegmentField[] = [
  {
    name: 'openDispute',
    label: 'Open dispute',
    group,
    type: 'boolean',
    source: {
      kind: 'rows',
      from: 'disputes d',
      supplierId: 'd.supplier_id',
      where: openDisputeSql,
    },
  },
  {
    name: 'dunningStage',
    label: 'Dunning stage',
    group,
    type: 'list',
    canBeEmpty: true,
    choices: dunningStages.map((id) => ({ id, name: id.replaceAll('_', ' ') })),
    source: {
      kind: 'rows',
      from: 'dunning_cases c',
      supplierId: 'c.supplier_id',
      where: `c.state = 'open'`,
      value: 'c.stage',
    },
  },
  {
    name: 'refunds',
    label: 'refunds',
    group,
    type: 'eventCount',
    source: {
      kind: 'count',
      from: 'refunds r',
      supplierId: 'r.supplier_id',
      where: `r.deleted_at is null and r.status not in ('failed', 'canceled')`,
      at: 'r.created_at',
      by: 'instant',
    },
  },
];
