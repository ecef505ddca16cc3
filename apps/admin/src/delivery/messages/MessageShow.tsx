import type { Message } from '@wedsync/domain/delivery';
import { purposeTitles } from '@wedsync/domain/privacy';
import { Link } from 'react-router-dom';
import {
  ActionButton,
  Banner,
  CopyId,
  countOf,
  humanize,
  KeyValueList,
  PageHeader,
  recordPath,
  RecordPage,
  RelativeTime,
  Section,
  StatusChip,
} from '../../platform/index.ts';
import { AttemptTable } from './AttemptTable.tsx';
import { ReportTable } from './ReportTable.tsx';
import { LetterPreview, PlainPreview } from './LetterPreview.tsx';
import { channelName } from './message-columns.tsx';

/** One message: where it stands, every attempt, and what its reader sees. */
export default function MessageShow() {
  return <RecordPage<Message>>{(message) => <MessageDetails message={message} />}</RecordPage>;
}

const retriable: readonly Message['state'][] = ['failed', 'dead', 'bounced', 'suppressed', 'cancelled', 'proposed'];
const stoppable: readonly Message['state'][] = ['proposed', 'scheduled', 'failed'];
const unhappy: readonly Message['state'][] = ['dead', 'bounced', 'suppressed', 'failed', 'cancelled'];

function MessageDetails({ message }: { readonly message: Message }) {
  const actions = (
    <>
      {retriable.includes(message.state) && (
        <ActionButton resource="messages" id={message.id} verb="retry" variant="outlined" />
      )}
      {stoppable.includes(message.state) && (
        <ActionButton resource="messages" id={message.id} verb="cancel" color="error" />
      )}
    </>
  );
  return (
    <>
      <PageHeader title={message.subject} hint={<StatusChip status={message.state} />} actions={actions} />
      {message.reason !== null && unhappy.includes(message.state) && (
        <Banner tone={message.state === 'failed' ? 'caution' : 'critical'}>{message.reason}</Banner>
      )}
      <Section title="Message">
        <KeyValueList items={facts(message)} />
      </Section>
      <Section title="Attempts" hint={`${message.attempt} of ${message.maxAttempts}`} padded={false}>
        <AttemptTable attempts={message.attempts} />
      </Section>
      {message.reports.length > 0 && (
        <Section title="What came back" padded={false}>
          <ReportTable reports={message.reports} />
        </Section>
      )}
      <Section title="As its reader sees it" padded={message.html === null}>
        {message.html === null ? (
          <PlainPreview text={message.text} />
        ) : (
          <LetterPreview html={message.html} title={message.subject} />
        )}
      </Section>
    </>
  );
}

function facts(message: Message) {
  const { supplierId, supplierName, recipient, recipientName } = message;
  return [
    { label: 'To', value: recipientName === null ? recipient : `${recipientName} · ${recipient}` },
    { label: 'By', value: channelName(message.channel) },
    {
      label: 'Supplier',
      value:
        supplierId === null ? '–' : <Link to={recordPath('suppliers', supplierId)}>{supplierName ?? supplierId}</Link>,
    },
    { label: 'Comes from', value: humanize(message.template.replace(':', ' ')) },
    ...(message.purpose === null ? [] : [{ label: 'For', value: purposeTitles[message.purpose] }]),
    ...(message.source === null
      ? []
      : [{ label: 'Asked for by', value: `${humanize(message.source)} ${message.sourceId ?? ''}` }]),
    ...(message.segments === null ? [] : [{ label: 'Length', value: countOf(message.segments, 'segment') }]),
    { label: 'Written', value: <RelativeTime at={message.createdAt} /> },
    { label: 'Sent', value: message.sentAt === null ? 'Not yet' : <RelativeTime at={message.sentAt} /> },
    ...(message.deliveredAt === null ? [] : [{ label: 'Delivered', value: <RelativeTime at={message.deliveredAt} /> }]),
    ...(message.engagedAt === null ? [] : [{ label: 'Engaged', value: <RelativeTime at={message.engagedAt} /> }]),
    ...(message.expiresAt === null ? [] : [{ label: 'Expires', value: <RelativeTime at={message.expiresAt} /> }]),
    ...(message.nextAttemptAt !== null && ['scheduled', 'failed'].includes(message.state)
      ? [{ label: 'Next attempt', value: <RelativeTime at={message.nextAttemptAt} /> }]
      : []),
    { label: 'Id', value: <CopyId id={message.id} /> },
    { label: 'Id outside', value: message.providerId === null ? '–' : <CopyId id={message.providerId} /> },
  ];
}
