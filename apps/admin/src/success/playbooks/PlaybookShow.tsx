import Button from '@mui/material/Button';
import type { Playbook } from '@wedsync/domain/success';
import { Link } from 'react-router-dom';
import {
  ActionButton,
  PageHeader,
  RecordPage,
  StatusChip,
  TabBar,
  ToneChip,
  usePermission,
} from '../../platform/index.ts';
import { CandidatesSection } from './show/CandidatesSection.tsx';
import { DryRun } from './show/DryRun.tsx';
import { EnrolmentsSection } from './show/EnrolmentsSection.tsx';
import { InterventionsSection } from './show/InterventionsSection.tsx';
import { PlaybookProgress } from './show/PlaybookProgress.tsx';
import { WhatItDoes } from './show/WhatItDoes.tsx';
import { PolicyNotice } from './policy/PolicyNotice.tsx';

/** One playbook: what it does, how it does, who is in it, what it did, and who was kept out. */
export default function PlaybookShow() {
  return <RecordPage<Playbook>>{(playbook) => <PlaybookBody playbook={playbook} />}</RecordPage>;
}

function PlaybookBody({ playbook }: { readonly playbook: Playbook }) {
  const { id, name, description, state, edited, liveVersion, draft } = playbook;
  const filter = { playbookId: id };
  return (
    <>
      <PageHeader
        title={name}
        hint={
          <>
            <StatusChip status={state} /> {liveVersion !== null && `version ${liveVersion}`}{' '}
            {edited && liveVersion !== null && <ToneChip tone="caution">Edited, not published</ToneChip>}
          </>
        }
        actions={<PlaybookButtons playbook={playbook} />}
      >
        {description}
      </PageHeader>
      <PolicyNotice />
      <TabBar
        label={name}
        tabs={[
          { id: 'progress', label: 'How it does', element: <PlaybookProgress playbook={playbook} /> },
          {
            id: 'steps',
            label: 'What it does',
            element: <WhatItDoes playbook={playbook} />,
          },
          { id: 'suppliers', label: 'Suppliers', element: <EnrolmentsSection filter={filter} /> },
          { id: 'interventions', label: 'Interventions', element: <InterventionsSection filter={filter} /> },
          { id: 'kept-out', label: 'Kept out', element: <CandidatesSection playbookId={id} /> },
          { id: 'dry-run', label: 'Dry run', element: <DryRun playbookId={id} draft={draft} /> },
        ]}
      />
    </>
  );
}

function PlaybookButtons({ playbook: { id, state } }: { readonly playbook: Playbook }) {
  const mayEdit = usePermission('playbooks:update');
  return (
    <>
      {mayEdit && state !== 'archived' && (
        <Button component={Link} to={`/playbooks/${id}`} variant="outlined">
          Edit
        </Button>
      )}
      <ActionButton resource="playbooks" id={id} verb="publish" variant="contained" />
      {state === 'paused' ? (
        <ActionButton resource="playbooks" id={id} verb="resume" />
      ) : (
        <ActionButton resource="playbooks" id={id} verb="pause" />
      )}
      <ActionButton resource="playbooks" id={id} verb="archive" color="error" />
    </>
  );
}
