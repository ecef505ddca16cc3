import type { SegmentMembership } from '@wedsync/domain/suppliers';
import { type Column, RecordSection, recordPath, RelativeTime } from '../../platform/index.ts';

const name: Column<SegmentMembership> = {
  id: 'name',
  label: 'Supplier',
  always: true,
  phone: true,
  render: ({ businessName }) => businessName,
};
const entered: Column<SegmentMembership> = {
  id: 'entered',
  label: 'Entered',
  phone: true,
  sortBy: 'enteredAt',
  render: ({ enteredAt }) => <RelativeTime at={enteredAt} />,
};
const left: Column<SegmentMembership> = {
  id: 'left',
  label: 'Left',
  phone: true,
  sortBy: 'leftAt',
  render: ({ leftAt }) => <RelativeTime at={leftAt} />,
};

type Props = { readonly segmentId: string; readonly current: boolean };

/** Who is in a segment since when, or who has left it. */
export function MembersSection({ segmentId, current }: Props) {
  return (
    <RecordSection<SegmentMembership>
      title={current ? 'In it now, newest first' : 'Left, newest first'}
      resource="segment-memberships"
      filter={{ segmentId, current }}
      sort={{ field: current ? 'enteredAt' : 'leftAt', order: 'DESC' }}
      columns={current ? [name, entered] : [name, entered, left]}
      rowPath={({ supplierId }) => recordPath('suppliers', supplierId)}
      empty={
        current
          ? { title: 'Nobody', text: 'No supplier that you see is in this segment now.' }
          : { title: 'Nobody yet', text: 'Who leaves the segment is kept here, with when.' }
      }
    />
  );
}
