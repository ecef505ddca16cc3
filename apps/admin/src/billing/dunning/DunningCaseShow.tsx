import { classPlans, type DunningCase, type DunningCaseDetail } from '@wedsync/domain/billing';
import { Link } from 'react-router-dom';
import {
  ActionButton,
  ActionMenu,
  Banner,
  CopyId,
  ExternalLink,
  humanize,
  type KeyValue,
  KeyValueList,
  Money,
  PageHeader,
  recordPath,
  RecordPage,
  formatDate,
  RelativeTime,
  Section,
  SkeletonRows,
  StatusChip,
} from '../../platform/index.ts';
import { DunningAttempts, DunningSteps, DunningStory } from './DunningParts.tsx';
import { guardWords, StageChip } from './dunning-words.tsx';

/** A row of the list is shown until the whole case is here. */
type ShownCase = DunningCase & Partial<Pick<DunningCaseDetail, 'steps' | 'entries' | 'attempts' | 'cardLink'>>;

/** One unpaid invoice: why, what was done, what comes, and what to do. */
export default function DunningCaseShow() {
  return <RecordPage<ShownCase>>{(row) => <CaseDetails row={row} />}</RecordPage>;
}

function CaseDetails({ row }: { readonly row: ShownCase }) {
  const { verb, label, why } = row.nextBest;
  return (
    <>
      <PageHeader
        title={`Unpaid: ${row.businessName ?? row.invoiceNumber ?? row.invoiceId}`}
        actions={
          <>
            {verb !== null && <ActionButton resource="dunning-cases" id={row.id} verb={verb} variant="contained" />}
            <ActionMenu resource="dunning-cases" id={row.id} except={verb === null ? [] : [verb]} />
          </>
        }
      >
        <StatusChip status={row.state} />
        <StageChip stage={row.stage} />
      </PageHeader>
      {row.state === 'open' && (
        <Banner tone="info">
          <strong>{label}.</strong> {why}
        </Banner>
      )}
      {row.holdKind !== null && (
        <Banner tone="caution">
          {row.holdKind === 'promise' ? 'Payment is promised' : 'Paused'} until{' '}
          {row.heldUntil === null ? 'further notice' : formatDate(row.heldUntil)}
          {row.heldBy === null ? '' : `, by ${row.heldBy}`}
          {row.holdReason === null ? '.' : `: ${row.holdReason}`}
        </Banner>
      )}
      {row.cardLink && (
        <Banner tone="info">
          <ExternalLink href={row.cardLink.url}>Link for a new card</ExternalLink>, made{' '}
          <RelativeTime at={row.cardLink.at} />. It works for an hour at most; read it out or send it now.
        </Banner>
      )}
      <Section title="What is owed">
        <KeyValueList items={owedOf(row)} />
      </Section>
      {row.steps === undefined ? (
        <SkeletonRows />
      ) : (
        <>
          <DunningSteps steps={row.steps} timeZone={row.timeZone} />
          <DunningAttempts attempts={row.attempts ?? []} />
          <DunningStory entries={row.entries ?? []} />
        </>
      )}
    </>
  );
}

function owedOf(row: ShownCase): KeyValue[] {
  const plan = classPlans[row.declineClass];
  return [
    { label: 'Amount', value: <Money amountMinor={row.amountMinor} currency={row.currency} /> },
    { label: 'Why', value: `${plan.title}${row.declineCode === null ? '' : ` (${humanize(row.declineCode)})`}` },
    { label: 'What it means', value: plan.meaning },
    {
      label: 'Card that failed',
      value: row.cardLast4 === null ? '–' : `${row.cardBrand ?? ''} ending in ${row.cardLast4}`,
    },
    {
      label: 'Tries with it',
      value: `${row.cap.used} of ${row.cap.attempts} in ${row.cap.days === 1 ? '24 hours' : `${row.cap.days} days`}`,
    },
    { label: 'Provider tries again', value: <RelativeTime at={row.nextAttemptAt} /> },
    { label: 'Access', value: row.access === null ? 'Everything' : humanize(row.access) },
    { label: 'Days of grace added', value: String(row.graceDays) },
    { label: 'Next step', value: <NextStep row={row} /> },
    { label: 'Failed first', value: <RelativeTime at={row.openedAt} /> },
    {
      label: 'Supplier',
      value:
        row.supplierId === null ? '–' : <Link to={recordPath('suppliers', row.supplierId)}>{row.businessName}</Link>,
    },
    { label: 'Owner', value: row.ownerName ?? '–' },
    {
      label: 'Invoice',
      value: <Link to={recordPath('invoices', row.invoiceId)}>{row.invoiceNumber ?? row.invoiceId}</Link>,
    },
    {
      label: 'Invoice page',
      value: row.hostedUrl === null ? '–' : <ExternalLink href={row.hostedUrl}>Pay online</ExternalLink>,
    },
    { label: 'Case', value: <CopyId id={row.id} /> },
  ];
}

function NextStep({ row }: { readonly row: ShownCase }) {
  if (row.nextStage === null) return <>Nothing planned</>;
  return (
    <>
      {humanize(row.nextStage)}, <RelativeTime at={row.nextStepAt} />
      {guardWords(row.nextGuard, row.nextGuardDate)}
    </>
  );
}
