import { providerName } from '@wedsync/domain/billing';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import {
  validationLevels,
  validationMeanings,
  type SyncSettings,
  type SyncSettingsEdit,
} from '@wedsync/domain/billing';
import { useState } from 'react';
import { ConfirmDialog } from '../../platform/index.ts';
import { Choice } from './Choice.tsx';
import { useSaveSchedule } from './sync-data.ts';
import { levelWords } from './sync-words.ts';

type ScheduleDialogProps = { readonly settings: SyncSettings; readonly onClose: () => void };

/** Changes how one platform is synced by itself. */
export function ScheduleDialog({ settings, onClose }: ScheduleDialogProps) {
  const { nextSyncAt: _next, updatedAt: _at, ...shown } = settings;
  const [edit, setEdit] = useState<SyncSettingsEdit>(shown);
  const { mutate, isPending, problem } = useSaveSchedule(onClose);
  const change = (part: Partial<SyncSettingsEdit>) => setEdit({ ...edit, ...part });
  const number = (label: string, field: 'everyMinutes' | 'lookbackHours', hint: string) => (
    <TextField
      type="number"
      label={label}
      value={Number.isNaN(edit[field]) ? '' : edit[field]}
      onChange={(event) => change({ [field]: event.target.value === '' ? NaN : Number(event.target.value) })}
      error={problem?.errors?.[field] !== undefined}
      helperText={problem?.errors?.[field] ?? hint}
    />
  );
  return (
    <ConfirmDialog
      open
      title={`How ${providerName(settings.platform)} is synced`}
      confirmLabel="Save schedule"
      busy={isPending}
      onConfirm={() => mutate(edit)}
      onClose={onClose}
    >
      <Box sx={{ display: 'grid', gap: 4, paddingTop: 1 }}>
        <FormControlLabel
          control={<Switch checked={!edit.paused} onChange={(_event, on) => change({ paused: !on })} />}
          label={edit.paused ? 'Paused: no sync starts by itself' : 'Syncs start by themselves'}
        />
        {number('Minutes between syncs', 'everyMinutes', 'From 15 to 10,080, which is a week.')}
        {number('Hours to look back', 'lookbackHours', 'How late the provider may be with something. Up to 720.')}
        <Choice
          label="Checks"
          value={edit.validationLevel}
          choices={validationLevels}
          words={levelWords}
          onChange={(validationLevel) => change({ validationLevel })}
          helperText={validationMeanings[edit.validationLevel]}
        />
        {problem !== null && problem.errors === undefined && <Alert severity="error">{problem.message}</Alert>}
      </Box>
    </ConfirmDialog>
  );
}
