import type { Note, Supplier } from '@wedsync/domain/suppliers';
import { useGetList } from 'react-admin';
import { ToneChip, useNow } from '../../platform/index.ts';
import { daysUntil, inDays } from '../figures.ts';

const weddingSoonDays = 7;

/** What suppliers themselves know to warn of: a pinned block, and a wedding close by. */
export function OwnFlags({ supplier }: { readonly supplier: Supplier }) {
  const nowMs = useNow();
  const { data: blocks = [] } = useGetList<Note>('notes', {
    filter: { supplierId: supplier.id, blocksAutomation: true },
    sort: { field: 'createdAt', order: 'DESC' },
    pagination: { page: 1, perPage: 1 },
  });
  const days = supplier.nextWeddingOn === null ? null : daysUntil(supplier.nextWeddingOn, nowMs);
  return (
    <>
      {blocks[0] && (
        <span title={blocks[0].body}>
          <ToneChip tone="critical">Automation stopped</ToneChip>
        </span>
      )}
      {days !== null && days >= 0 && days <= weddingSoonDays && (
        <ToneChip tone="caution">Wedding {inDays(days)}</ToneChip>
      )}
    </>
  );
}
