import type { Supplier } from '@wedsync/domain/suppliers';
import {
  type Column,
  CopyId,
  formatDate,
  formatPercent,
  humanize,
  Money,
  RelativeTime,
  StatusChip,
  ToneChip,
} from '../../platform/index.ts';
import { placeOf } from '../figures.ts';
import { HealthCell } from './HealthCell.tsx';
import { NextWedding } from './NextWedding.tsx';

/** Columns of the supplier list, those most people need shown and the rest a choice away. */
export const supplierColumns: readonly Column<Supplier>[] = [
  {
    id: 'businessName',
    label: 'Supplier',
    render: ({ businessName }) => businessName,
    sortBy: 'businessName',
    always: true,
    phone: true,
  },
  {
    id: 'health',
    label: 'Health',
    render: (supplier) => <HealthCell supplier={supplier} />,
    sortBy: 'healthScore',
    width: 220,
    phone: true,
  },
  { id: 'plan', label: 'Plan', render: ({ planCode }) => (planCode === null ? '–' : humanize(planCode)) },
  { id: 'lifecycle', label: 'Standing', render: ({ lifecycle }) => <StatusChip status={lifecycle} /> },
  {
    id: 'mrr',
    label: 'MRR',
    align: 'right',
    render: ({ mrrMinor }) => <Money amountMinor={mrrMinor} currency="GBP" />,
    sortBy: 'mrrMinor',
    phone: true,
  },
  {
    id: 'risk',
    label: 'Risk',
    align: 'right',
    render: ({ churnProbability }) => <Risk probability={churnProbability} />,
    sortBy: 'churnProbability',
  },
  { id: 'owner', label: 'Owner', oneLine: true, render: ({ ownerName }) => ownerName ?? '–' },
  {
    id: 'lastSeen',
    label: 'Last seen',
    render: ({ lastSeenAt }) => <RelativeTime at={lastSeenAt} missing="Never" />,
    sortBy: 'lastSeenAt',
  },
  {
    id: 'wedding',
    label: 'Next wedding',
    oneLine: true,
    render: ({ nextWeddingOn }) => <NextWedding date={nextWeddingOn} />,
    sortBy: 'nextWeddingOn',
  },
  {
    id: 'tasks',
    label: 'Tasks',
    align: 'right',
    render: ({ openTaskCount }) => (openTaskCount === 0 ? '–' : openTaskCount),
  },
  { id: 'type', label: 'Type', render: ({ vendorType }) => humanize(vendorType), hidden: true },
  { id: 'place', label: 'Place', render: placeOf, hidden: true },
  {
    id: 'signedUp',
    label: 'Signed up',
    oneLine: true,
    render: ({ signedUpAt }) => formatDate(signedUpAt),
    sortBy: 'signedUpAt',
    hidden: true,
  },
  {
    id: 'tags',
    label: 'Tags',
    render: ({ tags }) =>
      tags.map((tag) => (
        <ToneChip key={tag} tone="neutral">
          {tag}
        </ToneChip>
      )),
    hidden: true,
  },
  { id: 'externalId', label: 'External id', render: ({ externalId }) => <CopyId id={externalId} />, hidden: true },
  {
    id: 'updated',
    label: 'Changed',
    render: ({ updatedAt }) => <RelativeTime at={updatedAt} />,
    sortBy: 'updatedAt',
    hidden: true,
  },
];

function Risk({ probability }: { readonly probability: number | null }) {
  if (probability === null) return <>–</>;
  const tone = probability >= 0.5 ? 'critical' : probability >= 0.25 ? 'caution' : 'neutral';
  return <ToneChip tone={tone}>{formatPercent(probability)}</ToneChip>;
}
