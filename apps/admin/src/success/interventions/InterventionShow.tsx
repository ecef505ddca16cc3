import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { Intervention } from '@wedsync/domain/success';
import { useState } from 'react';
import {
  ActionDialog,
  CopyId,
  PageHeader,
  RecordPage,
  Section,
  StatusChip,
  useRecordActions,
  useShortcut,
} from '../../platform/index.ts';
import { InterventionStory } from './InterventionStory.tsx';

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
      <Section title="Its story">
        <InterventionStory intervention={intervention} />
        <Box sx={{ paddingTop: 4 }}>
          <CopyId id={intervention.id} />
        </Box>
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
