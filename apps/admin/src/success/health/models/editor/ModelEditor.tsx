import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import type { HealthModelConfig } from '@wedsync/domain/success';
import { Section, StaleNotice } from '../../../../platform/index.ts';
import { withGroup } from './edit-model.ts';
import { ExceptionsEditor } from './ExceptionsEditor.tsx';
import { GroupEditor } from './GroupEditor.tsx';
import { SettingsEditor } from './SettingsEditor.tsx';
import { WeightingsEditor } from './WeightingsEditor.tsx';
import type { ModelDraft } from './use-model-draft.ts';

/** Edits a draft: groups and their measures, weights by segment, curves, bands, exceptions. Nothing it says scores anybody until it is published. */
export function ModelEditor({ draft }: { readonly draft: ModelDraft }) {
  const { config, faults, change } = draft;
  const parts = { config, faults, onChange: (next: HealthModelConfig) => change({ config: next }) };
  return (
    <Box sx={{ display: 'grid', gap: 5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      {draft.isStale && <StaleNotice onShowTheirs={draft.reload} />}
      <Section title="Draft">
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 3 }}>
          <TextField
            label="Title"
            value={draft.title}
            error={faults.title !== undefined}
            helperText={faults.title}
            onChange={(event) => change({ title: event.target.value })}
            slotProps={{ htmlInput: { maxLength: 80 } }}
            sx={{ flex: '1 1 240px' }}
          />
          <TextField
            label="What changes and why"
            value={draft.note}
            onChange={(event) => change({ note: event.target.value })}
            slotProps={{ htmlInput: { maxLength: 500 } }}
            sx={{ flex: '2 1 320px' }}
          />
        </Box>
      </Section>
      {config.groups.map((group, index) => (
        <GroupEditor key={group.key} group={group} index={index} {...parts} />
      ))}
      <Box>
        <Button variant="outlined" onClick={() => parts.onChange(withGroup(config))}>
          Add a group
        </Button>
      </Box>
      <WeightingsEditor {...parts} />
      <SettingsEditor {...parts} />
      <ExceptionsEditor {...parts} />
      <SaveBar draft={draft} />
    </Box>
  );
}

function SaveBar({ draft: { faults, isDirty, isSaving, isStale, save, reload } }: { draft: ModelDraft }) {
  const wrong = Object.values(faults).filter((fault) => fault !== undefined);
  return (
    <Box
      role="region"
      aria-label="Save the draft"
      sx={({ colours, palette }) => ({
        position: 'sticky',
        bottom: 0,
        zIndex: 1,
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        gap: 3,
        paddingBlock: 3,
        backgroundColor: palette.background.default,
        borderTop: `1px solid ${colours.border}`,
      })}
    >
      <Box sx={{ flex: 1, minWidth: 0, color: wrong.length > 0 ? 'error.main' : 'text.secondary' }} role="status">
        {wrong[0] ?? (isDirty ? 'Not saved yet. A simulation tries what is saved.' : 'Everything is saved.')}
      </Box>
      <Button variant="text" disabled={!isDirty || isSaving} onClick={reload}>
        Undo changes
      </Button>
      <Button variant="contained" disabled={!isDirty || isSaving || isStale || wrong.length > 0} onClick={save}>
        Save draft
      </Button>
    </Box>
  );
}
