import Button from '@mui/material/Button';
import type { Intervention } from '@wedsync/domain/success';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import {
  ActionDialog,
  CopyId,
  humanize,
  KeyValueList,
  PageHeader,
  RecordPage,
  recordPath,
  RelativeTime,
  Section,
  StatusChip,
  useRecordActions,
  useShortcut,
} from '../../../platform/index.ts';
import { suppressionWords } from '../playbook-words.ts';

/** One act of a playbook for one supplier, and what became of it. */
export default function InterventionShow() {
  return <RecordPage<Intervention>>{(intervention) => <InterventionBody intervention={intervention} />}</RecordPage>;
}

function InterventionBody({ intervention }: { readonly intervention: Intervention }) {
  return (
    <>
      <PageHeader
        title={intervention.title}
        hint={<StatusChip status={intervention.state} />}
        actions={<Decide key={intervention.id} id={intervention.id} />}
      />
      <Section title="Intervention">
        <KeyValueList items={facts(intervention)} />
      </Section>
    </>
  );
}

type Verb = 'approve' | 'reject';

/** Approve with a, reject with r; both ask before anything happens. */
function Decide({ id }: { readonly id: string }) {
  const [verb, setVerb] = useState<Verb | null>(null);
  const { data: actions = [] } = useRecordActions('interventions', id);
  const standing = (each: Verb) => actions.find((action) => action.verb === each);
  const may = (each: Verb) => standing(each)?.allowed === true;
  const group = 'Interventions';
  useShortcut({ keys: 'a', description: 'Approve', group, disabled: !may('approve'), run: () => setVerb('approve') });
  useShortcut({ keys: 'r', description: 'Reject', group, disabled: !may('reject'), run: () => setVerb('reject') });
  return (
    <>
      {(['approve', 'reject'] as const).map((each) => (
        <Button
          key={each}
          variant={each === 'approve' ? 'contained' : 'outlined'}
          color={each === 'approve' ? 'primary' : 'error'}
          disabled={!may(each)}
          title={standing(each)?.why}
          onClick={() => setVerb(each)}
        >
          {each === 'approve' ? 'Approve' : 'Reject'}
        </Button>
      ))}
      {verb !== null && (
        <ActionDialog resource="interventions" id={id} verb={verb} open onClose={() => setVerb(null)} />
      )}
    </>
  );
}

function facts(intervention: Intervention) {
  const { id, supplierId, businessName, playbookId, playbookName, step, kind, reason, why, outcomeId } = intervention;
  const { proposedAt, sentAt, engagedAt, decidedByName } = intervention;
  return [
    { label: 'Supplier', value: <Link to={recordPath('suppliers', supplierId)}>{businessName}</Link> },
    { label: 'Playbook', value: <Link to={recordPath('playbooks', playbookId)}>{playbookName}</Link> },
    { label: 'Step', value: `${step} (${humanize(kind).toLowerCase()})` },
    ...(reason === null ? [] : [{ label: 'Kept back', value: suppressionWords[reason] }]),
    { label: 'Why', value: why },
    { label: 'Came up', value: <RelativeTime at={proposedAt} /> },
    { label: 'Done', value: sentAt === null ? '–' : <RelativeTime at={sentAt} /> },
    { label: 'Engaged', value: engagedAt === null ? '–' : <RelativeTime at={engagedAt} /> },
    { label: 'Decided by', value: decidedByName },
    { label: 'Became', value: <Outcome kind={kind} id={outcomeId} /> },
    { label: 'Id', value: <CopyId id={id} /> },
  ];
}

function Outcome({ kind, id }: { readonly kind: Intervention['kind']; readonly id: string | null }) {
  if (id === null) return '–';
  if (kind === 'task') return <CopyId id={id} />;
  return kind === 'alert' ? (
    <Link to={recordPath('alerts', id)}>The alert</Link>
  ) : (
    <Link to={recordPath('messages', id)}>The message</Link>
  );
}
