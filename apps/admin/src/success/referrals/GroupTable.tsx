import type { MeasuredReferrals, ReferralDimension } from '@wedsync/domain/success';
import {
  countCell,
  EmptyState,
  FigureTable,
  humanize,
  percentCell,
  ratioCell,
  Section,
  textCell,
} from '../../platform/index.ts';
import { kWords } from './figure-words.ts';

type Props = {
  readonly title: string;
  readonly dimension: Exclude<ReferralDimension, 'cohort'>;
  readonly groups: MeasuredReferrals['groups'];
};

const columns = ['Inviters', 'Customers', 'Inviting', 'Invites', 'Paying', 'i', 'c', 'K (95 %)'];

/** The figures of everybody once more, a group of inviters a row. */
export function GroupTable({ title, dimension, groups }: Props) {
  const own = groups.filter((group) => group.dimension === dimension).toSorted((a, b) => b.customers - a.customers);
  const rows = own.map((group) => ({
    key: group.value,
    cells: [
      textCell(dimension === 'vendorType' ? humanize(group.value) : group.value),
      countCell(group.customers),
      countCell(group.senders),
      countCell(group.invites),
      countCell(group.paid),
      ratioCell(group.invitesPerCustomer),
      percentCell(group.conversion),
      textCell(kWords(group)),
    ],
  }));
  return (
    <Section title={title} padded={false}>
      {own.length === 0 ? (
        <EmptyState title="No customers in the window">Customers of half a year ago are counted here.</EmptyState>
      ) : (
        <FigureTable label={title} columns={columns} rows={rows} />
      )}
    </Section>
  );
}
