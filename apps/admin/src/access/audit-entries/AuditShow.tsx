import { Link } from 'react-router-dom';
import {
  BeforeAfter,
  CopyId,
  formatExact,
  humanize,
  KeyValueList,
  listUrl,
  PageHeader,
  RecordPage,
  recordPath,
  Section,
} from '../../platform/index.ts';
import type { AuditRecord } from './audit-columns.tsx';

/** One entry of the audit trail: who, what, why, and what changed. */
export default function AuditShow() {
  return <RecordPage<AuditRecord>>{(entry) => <Entry entry={entry} />}</RecordPage>;
}

function Entry({ entry }: { readonly entry: AuditRecord }) {
  const [before, after] = [snapshot(entry.before), snapshot(entry.after)];
  return (
    <>
      <PageHeader title={`${humanize(entry.action)}: ${humanize(entry.resource)}`} hint={formatExact(entry.at)} />
      <Section title="Entry">
        <KeyValueList
          items={[
            { label: 'Who', value: <Who entry={entry} /> },
            { label: 'Why', value: entry.reason },
            { label: 'Record', value: <CopyId id={entry.resourceId} /> },
            { label: 'Supplier', value: linkTo('suppliers', entry.supplierId) },
            { label: 'Approval', value: linkTo('approvals', entry.approvalId) },
            { label: 'Job', value: entry.jobId },
            { label: 'Request', value: <SameRequest requestId={entry.requestId} /> },
            { label: 'Hash', value: entry.hash === null ? 'Not chained yet' : <CopyId id={entry.hash} /> },
          ]}
        />
      </Section>
      {(before !== null || after !== null) && (
        <Section title="What changed" padded={false}>
          <BeforeAfter before={before} after={after} />
        </Section>
      )}
    </>
  );
}

function Who({ entry }: { readonly entry: AuditRecord }) {
  if (entry.actorKind !== 'staff') return <>{entry.actorName}</>;
  return <Link to={recordPath('staff', entry.actorId)}>{entry.actorName}</Link>;
}

function SameRequest({ requestId }: { readonly requestId: string | null }) {
  if (requestId === null) return <>–</>;
  return <Link to={listUrl('audit-entries', { filter: { requestId } })}>Everything done in this request</Link>;
}

function linkTo(resource: string, id: string | null) {
  return id === null ? null : <Link to={recordPath(resource, id)}>{id}</Link>;
}

function snapshot(value: unknown): Readonly<Record<string, unknown>> | null {
  return isSnapshot(value) ? value : null;
}

function isSnapshot(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
