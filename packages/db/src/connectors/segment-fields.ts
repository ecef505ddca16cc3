import { productEventKinds } from '@wedsync/domain/connectors';
import type { SegmentField } from '../suppliers/index.ts';

/** How often a supplier did each thing in the host application within some days, from the daily counts. */
export const usageSegmentFields: readonly SegmentField[] = Object.keys(productEventKinds).map((name) => ({
  name: `events.${name}`,
  label: name.replaceAll(/[._]/g, ' '),
  group: 'Use of the application',
  type: 'eventCount',
  source: {
    kind: 'count',
    from: 'usage_daily u',
    supplierId: 'u.supplier_id',
    where: 'u.name = ?',
    bindings: [name],
    sum: 'u.count',
    at: 'u.day',
    by: 'day',
  },
}));
