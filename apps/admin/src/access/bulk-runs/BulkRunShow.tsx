import type { BulkRun } from '@wedsync/domain/access';
import { Link } from 'react-router-dom';
import {
  BulkRunPanel,
  formatExact,
  humanize,
  KeyValueList,
  listUrl,
  PageHeader,
  RecordPage,
  Section,
} from '../../platform/index.ts';

/** One bulk action: what was asked of what, and where it stands. */
export default function BulkRunShow() {
  return (
    <RecordPage<BulkRun>>
      {(run) => (
        <>
          <PageHeader title={`${run.title} for ${humanize(run.resource).toLowerCase()}`} />
          <Section title="Where it stands">
            <BulkRunPanel id={run.id} />
          </Section>
          <Section title="What was asked">
            <KeyValueList items={askedOf(run)} />
          </Section>
        </>
      )}
    </RecordPage>
  );
}

function askedOf({ resource, filter, input, reason, requestedByName, requestedAt, startedAt, finishedAt }: BulkRun) {
  return [
    { label: 'Asked by', value: requestedByName },
    { label: 'Asked', value: formatExact(requestedAt) },
    { label: 'Of', value: <Link to={listUrl(resource, { filter })}>All that match this filter now</Link> },
    ...Object.entries(input).map(([name, value]) => ({ label: humanize(name), value: String(value ?? 'None') })),
    { label: 'Reason', value: reason ?? 'None given' },
    { label: 'Started', value: startedAt === null ? 'Not yet' : formatExact(startedAt) },
    { label: 'Ended', value: finishedAt === null ? 'Not yet' : formatExact(finishedAt) },
  ];
}
