import type { SuperConnector } from '@wedsync/domain/success';
import {
  countCell,
  EmptyState,
  ExplainPopover,
  FigureTable,
  humanize,
  listUrl,
  recordPath,
  Section,
  textCell,
} from '../../platform/index.ts';

const columns = ['Supplier', 'Type', 'Invited', 'Brought', 'Regions'];

/** The few who bring most, each a click from its page and from whom it brought. */
export function SuperConnectors({ connectors }: { readonly connectors: readonly SuperConnector[] }) {
  const rows = connectors.map(({ supplierId, businessName, vendorType, invites, paid, regions }) => ({
    key: supplierId,
    cells: [
      textCell(businessName, recordPath('suppliers', supplierId)),
      textCell(humanize(vendorType)),
      countCell(invites, listUrl('referrals', { filter: { inviterId: supplierId } })),
      countCell(paid, listUrl('referrals', { filter: { inviterId: supplierId, state: ['credited'] } })),
      countCell(regions),
    ],
  }));
  return (
    <Section
      title="Super-connectors"
      padded={false}
      actions={
        <ExplainPopover
          name="Super-connectors"
          definition="Of all who have invited anybody, the top tenth by how many they brought that pay, then by the regions these are from; with at least three."
        />
      }
    >
      {rows.length === 0 ? (
        <EmptyState title="Nobody yet">
          Whoever has brought three that pay, and stands in the top tenth of those who invite, appears here.
        </EmptyState>
      ) : (
        <FigureTable label="Super-connectors" columns={columns} rows={rows} />
      )}
    </Section>
  );
}
