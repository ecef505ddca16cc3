import Box from '@mui/material/Box';
import type { MalformedEvent } from '@wedsync/domain/connectors';
import { Link } from 'react-router-dom';
import { Banner, CopyId, KeyValueList, PageHeader, RecordPage, RelativeTime, Section } from '../../platform/index.ts';
import { faultWords } from './fault-words.ts';

/** One fault: how often, since when, and what such events look like. */
export default function MalformedEventShow() {
  return <RecordPage<MalformedEvent>>{(fault) => <FaultDetails fault={fault} />}</RecordPage>;
}

function FaultDetails({ fault }: { readonly fault: MalformedEvent }) {
  const { errors, times, kept, firstReceivedAt, lastReceivedAt, examples } = fault;
  return (
    <>
      <PageHeader title="Malformed event" actions={<Link to="/runbooks/malformed-events">What to do</Link>} />
      <Banner tone="caution">{faultWords(errors)}</Banner>
      <Section title="How often" padded>
        <KeyValueList
          items={[
            { label: 'Times', value: String(times) },
            { label: 'Different events', value: String(kept) },
            { label: 'Since', value: <RelativeTime at={firstReceivedAt} /> },
            { label: 'Last', value: <RelativeTime at={lastReceivedAt} /> },
          ]}
        />
      </Section>
      {examples === undefined ? (
        <Section title="Examples" padded>
          Names of people may be in them: they are shown to who may see contacts in full.
        </Section>
      ) : (
        examples.map((example) => <Example key={example.payload} example={example} />)
      )}
    </>
  );
}

type ExampleProps = { readonly example: NonNullable<MalformedEvent['examples']>[number] };

function Example({ example: { payload, requestId, lastReceivedAt } }: ExampleProps) {
  return (
    <Section title="Example" hint={<RelativeTime at={lastReceivedAt} />} padded>
      <KeyValueList items={[{ label: 'Request', value: <CopyId id={requestId} /> }]} />
      <Box
        component="pre"
        tabIndex={0}
        sx={{ margin: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', fontSize: 12, lineHeight: '18px' }}
      >
        {payload}
      </Box>
    </Section>
  );
}
