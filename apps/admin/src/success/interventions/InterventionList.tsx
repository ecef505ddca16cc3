import Button from '@mui/material/Button';
import {
  enrolmentStates,
  interventionKinds,
  interventionStates,
  suppressionReasons,
  type Intervention,
} from '@wedsync/domain/success';
import { useState } from 'react';
import { useGetOne } from 'react-admin';
import { Link } from 'react-router-dom';
import {
  anyOf,
  BulkActions,
  choicesIn,
  type FilterDefinition,
  RecordListPage,
  recordPath,
  SidePanel,
  StatusChip,
} from '../../platform/index.ts';
import { suppressionWords } from '../playbooks/playbook-words.ts';
import { PolicyNotice } from '../playbooks/policy/PolicyNotice.tsx';
import { usePlaybookChoices } from '../playbooks/use-playbook-choices.ts';
import { interventionColumns } from './intervention-columns.tsx';
import { endingWords } from './intervention-words.ts';
import { InterventionStory } from './InterventionStory.tsx';
import { InterventionTabs } from './InterventionTabs.tsx';
import { useCsmChoices } from './use-csm-choices.ts';

const reasons = suppressionReasons.map((id) => ({ id, name: suppressionWords[id] }));
const endings = choicesIn(endingWords).filter(({ id }) => enrolmentStates.some((state) => state === id));
const waiting = { state: ['awaiting_approval'] };

/** What awaits approval first; without that filter, everything playbooks did or kept back. A row opens its story beside the list. */
export default function InterventionList() {
  const [open, setOpen] = useState<Intervention | null>(null);
  const filters: readonly FilterDefinition[] = [
    anyOf('state', 'State', interventionStates),
    { source: 'playbookId', label: 'Playbook', kind: 'choice', choices: usePlaybookChoices() },
    anyOf('kind', 'By', interventionKinds),
    { source: 'reason', label: 'Kept back because', kind: 'choice', multiple: true, choices: reasons },
    { source: 'ownerId', label: 'CSM', kind: 'choice', multiple: true, choices: useCsmChoices() },
    { source: 'ending', label: 'Playbook ended', kind: 'choice', multiple: true, choices: endings },
    { source: 'proposedFrom', label: 'Came up from', kind: 'date' },
    { source: 'proposedTo', label: 'Came up until', kind: 'date' },
    { source: 'enteredFrom', label: 'Entered from', kind: 'date' },
    { source: 'enteredTo', label: 'Entered until', kind: 'date' },
    { source: 'step', label: 'Step', kind: 'text' },
  ];
  return (
    <>
      <RecordListPage<Intervention>
        title="Interventions"
        search="Search by supplier"
        sort={{ field: 'proposedAt', order: 'DESC' }}
        filters={filters}
        filterDefaultValues={waiting}
        above={
          <>
            <InterventionTabs />
            <PolicyNotice />
          </>
        }
        columns={interventionColumns}
        onOpen={setOpen}
        bulkActions={<BulkActions noun="intervention" />}
        empty={{
          title: 'Nothing matches',
          text: 'Messages of playbooks that ask for approval wait here. Remove the filter to see everything playbooks did or kept back.',
        }}
      />
      <StoryPanel intervention={open} onClose={() => setOpen(null)} />
    </>
  );
}

type PanelProps = { readonly intervention: Intervention | null; readonly onClose: () => void };

function StoryPanel({ intervention: opened, onClose }: PanelProps) {
  // What is decided meanwhile, here or by somebody else, shows at once.
  const { data } = useGetOne<Intervention>('interventions', { id: opened?.id ?? '' }, { enabled: opened !== null });
  if (opened === null) return null;
  const intervention = data ?? opened;
  return (
    <SidePanel
      open
      width={560}
      title={intervention.title}
      onClose={onClose}
      footer={
        <Button component={Link} to={recordPath('interventions', intervention.id)} variant="outlined">
          {intervention.state === 'awaiting_approval' ? 'Approve or reject' : 'Open its page'}
        </Button>
      }
    >
      <StatusChip status={intervention.state} />
      <InterventionStory intervention={intervention} />
    </SidePanel>
  );
}
