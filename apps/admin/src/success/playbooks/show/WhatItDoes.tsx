import Box from '@mui/material/Box';
import type { Playbook } from '@wedsync/domain/success';
import { ChoiceToggle, useAddress } from '../../../platform/index.ts';
import { MessagePreviews } from '../MessagePreviews.tsx';
import { PlaybookSteps } from './PlaybookSteps.tsx';

/** What suppliers enter now, with the messages as they leave; where the draft says something else, it is a click away. */
export function WhatItDoes({ playbook: { live, liveVersion, draft, edited } }: { readonly playbook: Playbook }) {
  const [search, change] = useAddress();
  const shown = live === null || (edited && search.get('shown') === 'draft') ? 'draft' : 'live';
  const choices = [
    { id: 'live', name: `Version ${liveVersion}, live` },
    { id: 'draft', name: 'Draft' },
  ] as const;
  const definition = shown === 'live' && live !== null ? live : draft;
  return (
    <Box sx={{ display: 'grid', gap: 5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <PlaybookSteps
        definition={definition}
        hint={shown === 'live' ? 'What suppliers enter now' : 'Draft: nobody enters this until it is published'}
        actions={
          live !== null &&
          edited && (
            <ChoiceToggle label="Shown" value={shown} choices={choices} onChange={(id) => change({ shown: id })} />
          )
        }
      />
      <MessagePreviews definition={definition} />
    </Box>
  );
}
