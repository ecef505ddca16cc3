import type { Segment, Supplier } from '@wedsync/domain/suppliers';
import { ListContextProvider, useListController } from 'react-admin';
import { ListCsv, usePermission } from '../../platform/index.ts';
import { supplierSheet } from '../suppliers/supplier-sheet.ts';

/** Takes everybody in a segment now, of those the reader sees, to a spreadsheet. */
export function ExportMembers({ segment: { id, name } }: { readonly segment: Segment }) {
  const members = useListController<Supplier>({
    resource: 'suppliers',
    filter: { segmentId: [id] },
    sort: { field: 'businessName', order: 'ASC' },
    perPage: 1,
    disableSyncWithLocation: true,
    storeKey: false,
    exporter: false,
  });
  if (!usePermission('suppliers:list')) return null;
  return (
    <ListContextProvider value={members}>
      <ListCsv<Supplier> name={`members of ${name}`} label="Export members" columns={supplierSheet} />
    </ListContextProvider>
  );
}
