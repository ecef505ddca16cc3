import type { Approval } from '@wedsync/domain/access';
import {
  ActionButton,
  datesInWords,
  KeyValueList,
  PageHeader,
  RecordPage,
  RelativeTime,
  Section,
  StatusChip,
  useSession,
} from '../../platform/index.ts';
import { AboutSupplier } from './AboutSupplier.tsx';
import { Amount } from './approval-columns.tsx';
import { requestFacts } from './request-facts.tsx';

/** One request: what was asked, what was decided, and what came of it. */
export default function ApprovalShow() {
  return <RecordPage<Approval>>{(approval) => <Request approval={approval} />}</RecordPage>;
}

function Request({ approval }: { readonly approval: Approval }) {
  const own = useSession()?.staff.id === approval.requestedBy;
  const waiting = approval.state === 'awaiting_approval';
  const about = { resource: 'approvals', id: approval.id, currency: approval.amount?.currency };
  return (
    <>
      <PageHeader
        title={approval.title}
        hint={approval.amount && <Amount amount={approval.amount} />}
        actions={
          waiting && (
            <>
              {own && <ActionButton {...about} verb="withdraw" variant="outlined" />}
              <ActionButton {...about} verb="reject" variant="outlined" color="error" />
              <ActionButton {...about} verb="approve" variant="contained" />
            </>
          )
        }
      >
        <StatusChip status={approval.state} />
      </PageHeader>
      <Section title="Request">
        <KeyValueList items={requestFacts(approval)} />
      </Section>
      <Section title="What it does">
        <KeyValueList
          items={approval.preview.lines.map(({ label, value }) => ({ label, value: datesInWords(value) }))}
          labelWidth={200}
        />
      </Section>
      {!waiting && <Decision approval={approval} />}
      {approval.supplierId !== null && <AboutSupplier supplierId={approval.supplierId} action={approval.action} />}
    </>
  );
}

function Decision({ approval }: { readonly approval: Approval }) {
  return (
    <Section title="Decision">
      <KeyValueList
        items={[
          { label: 'Decision', value: <StatusChip status={approval.state} /> },
          { label: 'By', value: approval.decidedByName },
          { label: 'When', value: <RelativeTime at={approval.decidedAt} /> },
          { label: 'Reason', value: approval.decisionReason },
          { label: 'Outcome', value: <StatusChip status={approval.runState} /> },
          { label: 'What went wrong', value: approval.runError },
        ]}
      />
    </Section>
  );
}
