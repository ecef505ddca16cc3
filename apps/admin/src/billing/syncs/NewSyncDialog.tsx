import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { syncPlatforms, syncTypes, validationLevels, validationMeanings } from '@wedsync/domain/billing';
import { useState } from 'react';
import { HttpError } from 'react-admin';
import { ConfirmDialog, humanize, postJson, readProblem } from '../../platform/index.ts';

/** Asks for a sync: with whom, how much of it, and how closely it looks. */
export function NewSyncDialog({ onClose }: { readonly onClose: () => void }) {
  const [platform, setPlatform] = useState<string>('stripe');
  const [syncType, setSyncType] = useState<string>('incremental');
  const [objectId, setObjectId] = useState('');
  const [validationLevel, setLevel] = useState<(typeof validationLevels)[number]>('standard');
  const queryClient = useQueryClient();
  const { mutate, error, isPending } = useMutation({
    mutationFn: () =>
      postJson('/integrations/payments/sync', {
        platform,
        syncType,
        validationLevel,
        ...(syncType === 'object' ? { objectId } : {}),
      }),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['job-runs'] });
      onClose();
    },
  });
  const problem = error instanceof HttpError ? readProblem(error.status, error.body) : null;
  return (
    <ConfirmDialog
      open
      title="New sync"
      confirmLabel="Start sync"
      busy={isPending}
      onConfirm={() => mutate()}
      onClose={onClose}
    >
      <Box sx={{ display: 'grid', gap: 4, paddingTop: 1 }}>
        <Choice label="Platform" value={platform} choices={syncPlatforms} onChange={setPlatform} />
        <Choice label="How much" value={syncType} choices={syncTypes} onChange={setSyncType} />
        {syncType === 'object' && (
          <TextField
            label="Id at the provider"
            value={objectId}
            onChange={(event) => setObjectId(event.target.value)}
            error={problem?.errors?.objectId !== undefined}
            helperText={problem?.errors?.objectId ?? 'For example ch_… or I-….'}
          />
        )}
        <Choice
          label="Checks"
          value={validationLevel}
          choices={validationLevels}
          onChange={(value) => setLevel(validationLevels.find((level) => level === value) ?? 'standard')}
          helperText={validationMeanings[validationLevel]}
        />
        {problem !== null && problem.errors === undefined && <Alert severity="error">{problem.message}</Alert>}
      </Box>
    </ConfirmDialog>
  );
}

type ChoiceProps = {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly string[];
  readonly onChange: (value: string) => void;
  readonly helperText?: string;
};

function Choice({ label, value, choices, onChange, helperText }: ChoiceProps) {
  return (
    <TextField
      select
      label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      helperText={helperText}
    >
      {choices.map((choice) => (
        <MenuItem key={choice} value={choice}>
          {humanize(choice)}
        </MenuItem>
      ))}
    </TextField>
  );
}
