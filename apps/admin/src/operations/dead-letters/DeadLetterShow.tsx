import { correctableOf, type DeadLetter } from '@wedsync/domain/operations';
import { Link } from 'react-router-dom';
import {
  ActionButton,
  Banner,
  humanize,
  KeyValueList,
  PageHeader,
  recordPath,
  RecordPage,
  RelativeTime,
  Section,
  StatusChip,
} from '../../platform/index.ts';
import { JsonView } from '../JsonView.tsx';
import { stateWords } from './dead-letter-columns.tsx';

/** One dead letter: why it was given up, what it holds, and the decision. */
export default function DeadLetterShow() {
  return <RecordPage<DeadLetter>>{(letter) => <DeadLetterDetails letter={letter} />}</RecordPage>;
}

/** Where the thing behind a letter has a page of its own. */
const pages: Readonly<Partial<Record<DeadLetter['kind'], string>>> = {
  job: 'job-runs',
  message: 'messages',
  'provider-event': 'provider-events',
};

function DeadLetterDetails({ letter }: { readonly letter: DeadLetter }) {
  const page = pages[letter.kind];
  const actions = (
    <>
      {letter.state === 'open' && (
        <>
          <ActionButton resource="dead-letters" id={letter.id} verb="rerun" variant="contained" />
          <ActionButton
            resource="dead-letters"
            id={letter.id}
            verb="correct"
            initial={{ payload: correctableOf(letter) }}
          />
        </>
      )}
      {(letter.state === 'open' || letter.state === 'rerun') && (
        <ActionButton resource="dead-letters" id={letter.id} verb="skip" color="error" />
      )}
    </>
  );
  return (
    <>
      <PageHeader
        title={`${humanize(letter.kind)} of ${letter.source}`}
        hint={<StatusChip status={letter.state} label={stateWords[letter.state]} />}
        actions={actions}
      />
      <Banner tone={letter.state === 'open' ? 'critical' : 'info'}>{letter.reason}</Banner>
      <Section title="Dead letter">
        <KeyValueList
          items={[
            {
              label: 'Reference',
              value:
                page === undefined ? (
                  letter.reference
                ) : (
                  <Link to={recordPath(page, letter.reference)}>{letter.reference}</Link>
                ),
            },
            { label: 'Attempts', value: String(letter.attempts) },
            { label: 'Kind of error', value: letter.errorKind === null ? '–' : humanize(letter.errorKind) },
            {
              label: 'Supplier',
              value:
                letter.supplierId === null ? (
                  '–'
                ) : (
                  <Link to={recordPath('suppliers', letter.supplierId)}>{letter.supplierId}</Link>
                ),
            },
            { label: 'Since', value: <RelativeTime at={letter.createdAt} /> },
            { label: 'Decided by', value: letter.decidedBy },
            { label: 'Because', value: letter.decisionReason },
          ]}
        />
      </Section>
      {letter.correction !== null && (
        <Section title="What was put right" hint={`by ${letter.correctedBy ?? 'somebody'}`}>
          <JsonView value={letter.correction} />
        </Section>
      )}
      <Section title={letter.correction === null ? 'What it holds' : 'What failed'}>
        <JsonView value={letter.payload} />
      </Section>
    </>
  );
}
