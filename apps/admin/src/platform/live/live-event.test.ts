import { describe, expect, it } from 'vitest';
import { readLiveEvent } from './live-event.ts';

describe('a live event', () => {
  it('carries what changed', () => {
    const data = JSON.stringify({
      type: 'refund.succeeded',
      resource: 'refunds',
      id: 'ref_1',
      supplierId: 'sup_1',
      at: '2026-10-06T12:00:00Z',
      summary: 'Refunded £12.00',
    });
    expect(readLiveEvent('7', data)).toEqual({
      id: '7',
      type: 'refund.succeeded',
      resource: 'refunds',
      recordId: 'ref_1',
      supplierId: 'sup_1',
      at: '2026-10-06T12:00:00Z',
      summary: 'Refunded £12.00',
    });
  });
  it('that is no JSON is ignored', () => expect(readLiveEvent('7', 'ping')).toBeNull());
  it('without a resource is ignored', () => expect(readLiveEvent('7', '{}')).toBeNull());
});
