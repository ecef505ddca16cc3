import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import TextField from '@mui/material/TextField';
import {
  paymentSyncSchema,
  syncPlatforms,
  syncTypes,
  validationLevels,
  validationMeanings,
  type PaymentSyncRequest,
} from '@wedsync/domain/billing';
import { useState } from 'react';
import { ConfirmDialog, type Problem } from '../../platform/index.ts';
import { Choice } from './Choice.tsx';
import { useStartSync } from './sync-data.ts';
import { levelWords, platformWords, typeWords } from './sync-words.ts';

type Draft = Pick<PaymentSyncRequest, 'platform' | 'syncType' | 'validationLevel'> & {
  readonly objectId: string;
  /** Days, YYYY-MM-DD; both empty means everything. */
  readonly from: string;
  readonly to: string;
};
const blank: Draft = {
  platform: 'stripe',
  syncType: 'incremental',
  validationLevel: 'standard',
  objectId: '',
  from: '',
  to: '',
};

/** Asks for a sync: with whom, how much of it, and how closely it looks. */
export function NewSyncDialog({ onClose }: { readonly onClose: () => void }) {
  const [draft, setDraft] = useState<Draft>(blank);
  const [refused, setRefused] = useState<Problem | null>(null);
  const { mutate, isPending, problem: answered } = useStartSync(onClose);
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const problem = refused ?? answered;
  const start = () => {
    const asked = paymentSyncSchema.safeParse(requestOf(draft));
    setRefused(asked.success ? null : problemOf(asked.error.issues));
    if (asked.success) mutate(asked.data);
  };
  return (
    <ConfirmDialog open title="New sync" confirmLabel="Start sync" busy={isPending} onConfirm={start} onClose={onClose}>
      <Box sx={{ display: 'grid', gap: 4, paddingTop: 1 }}>
        <Choice
          label="Provider"
          value={draft.platform}
          choices={syncPlatforms}
          words={platformWords}
          onChange={(platform) => change({ platform })}
        />
        <Choice
          label="How much"
          value={draft.syncType}
          choices={syncTypes}
          words={typeWords}
          onChange={(syncType) => change({ syncType })}
        />
        {draft.syncType === 'full' && <Days draft={draft} change={change} error={problem?.errors?.dateRange} />}
        {draft.syncType === 'object' && (
          <TextField
            label="Id at the provider"
            required
            value={draft.objectId}
            onChange={(event) => change({ objectId: event.target.value })}
            error={problem?.errors?.objectId !== undefined}
            helperText={problem?.errors?.objectId ?? idHints[draft.platform]}
          />
        )}
        <Choice
          label="Checks"
          value={draft.validationLevel}
          choices={validationLevels}
          words={levelWords}
          onChange={(validationLevel) => change({ validationLevel })}
          helperText={validationMeanings[draft.validationLevel]}
        />
        {problem !== null && problem.errors === undefined && <Alert severity="error">{problem.message}</Alert>}
      </Box>
    </ConfirmDialog>
  );
}

const idHints: Readonly<Record<Draft['platform'], string>> = {
  stripe: 'For example ch_…, in_… or sub_….',
  paypal: 'A payment (17 letters and digits), I-… or PP-D-….',
};

type DaysProps = {
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
  readonly error: string | undefined;
};

function Days({ draft, change, error }: DaysProps) {
  const day = (label: string, field: 'from' | 'to') => (
    <TextField
      type="date"
      label={label}
      value={draft[field]}
      onChange={(event) => change({ [field]: event.target.value })}
      error={error !== undefined}
      slotProps={{ inputLabel: { shrink: true } }}
    />
  );
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <Box sx={{ display: 'grid', gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' }, gap: 3 }}>
        {day('From', 'from')}
        {day('Through', 'to')}
      </Box>
      <Box sx={{ fontSize: 12, color: error === undefined ? 'text.secondary' : 'error.main' }}>
        {error ?? 'UTC days, both included. Empty: all the provider still has.'}
      </Box>
    </Box>
  );
}

function requestOf({ platform, syncType, validationLevel, objectId, from, to }: Draft): object {
  return {
    platform,
    syncType,
    validationLevel,
    ...(syncType === 'object' ? { objectId } : {}),
    ...(syncType === 'full' && (from !== '' || to !== '') ? { dateRange: rangeOf(from, to) } : {}),
  };
}

/** Through the last second of a day; providers tell time by the second. */
function rangeOf(from: string, to: string) {
  return { from: `${from}T00:00:00Z`, to: `${to}T23:59:59Z` };
}

function problemOf(issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[]): Problem {
  const errors = Object.fromEntries(
    issues.map(({ path: [field], message }) => [String(field), wordsOf(field, message)]),
  );
  return { status: 400, message: 'Something is missing.', errors };
}

function wordsOf(field: PropertyKey | undefined, message: string): string {
  return field === 'dateRange' && message.startsWith('Invalid') ? 'Give both days, or none.' : message;
}
