import Button from '@mui/material/Button';
import type { Segment } from '@wedsync/domain/suppliers';
import { Link } from 'react-router-dom';
import {
  type Column,
  type FilterDefinition,
  formatCount,
  RecordListPage,
  RelativeTime,
  Sparkline,
  ToneChip,
  usePermission,
} from '../../platform/index.ts';
import { type SegmentFields, useSegmentFields } from './segment-data.ts';

const filters: readonly FilterDefinition[] = [{ source: 'archived', label: 'Archived', kind: 'yes-no' }];

/** Suppliers that rules mean, under names. */
export default function SegmentList() {
  const known = useSegmentFields();
  const mayAdd = usePermission('segments:create');
  return (
    <RecordListPage<Segment>
      title="Segments"
      sort={{ field: 'name', order: 'ASC' }}
      filters={filters}
      search="Name"
      actions={
        mayAdd && (
          <Button variant="contained" component={Link} to="/segments/create">
            New segment
          </Button>
        )
      }
      columns={columnsWith(known)}
      empty={{
        title: 'No segments',
        text: 'A segment is a rule with a name, such as “Scale plan, not seen for two weeks”. Lists, bulk actions and playbooks use it.',
      }}
    />
  );
}

function columnsWith({ words }: SegmentFields): readonly Column<Segment>[] {
  return [
    {
      id: 'name',
      label: 'Segment',
      always: true,
      phone: true,
      sortBy: 'name',
      render: ({ name, archived, trouble }) => <Name {...{ name, archived, trouble }} />,
    },
    { id: 'rule', label: 'Who is in it', render: ({ rule }) => words(rule) },
    {
      id: 'size',
      label: 'Suppliers',
      align: 'right',
      sortBy: 'size',
      phone: true,
      render: ({ size, refreshedAt }) => (refreshedAt === null ? '–' : formatCount(size)),
    },
    {
      id: 'sizes',
      label: '30 days',
      render: ({ sizes }) =>
        sizes.length < 2 ? (
          '–'
        ) : (
          <Sparkline values={sizes} label={`Size over ${sizes.length} days, from ${sizes[0]} to ${sizes.at(-1)}`} />
        ),
    },
    {
      id: 'refreshed',
      label: 'Refreshed',
      oneLine: true,
      sortBy: 'refreshedAt',
      render: ({ refreshedAt }) => <RelativeTime at={refreshedAt} missing="Not yet" />,
    },
    { id: 'by', label: 'Made by', render: ({ createdByName }) => createdByName, hidden: true },
  ];
}

function Name({ name, archived, trouble }: Pick<Segment, 'name' | 'archived' | 'trouble'>) {
  return (
    <>
      {name} {archived && <ToneChip tone="neutral">Archived</ToneChip>}
      {trouble !== null && <ToneChip tone="critical">{trouble}</ToneChip>}
    </>
  );
}
