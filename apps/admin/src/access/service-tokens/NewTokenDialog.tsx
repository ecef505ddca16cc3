import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormHelperText from '@mui/material/FormHelperText';
import TextField from '@mui/material/TextField';
import type { ServiceToken, TokenScope } from '@wedsync/domain/access';
import { useState } from 'react';
import { useCreate } from 'react-admin';
import { ConfirmDialog } from '../../platform/index.ts';
import { problemIn } from '../security/account-requests.ts';
import { SecretDialog } from './SecretDialog.tsx';
import { scopeWords } from './token-columns.tsx';

const scopes: readonly TokenScope[] = ['ingest', 'entitlements', 'messages', 'sync', 'read'];

/** Makes a token and shows its secret, this once. */
export function NewTokenDialog({ onClose }: { readonly onClose: () => void }) {
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<readonly TokenScope[]>([]);
  const [expiresOn, setExpiresOn] = useState('');
  const [create, { data, error, isPending }] = useCreate<ServiceToken>();
  const problem = error === null ? null : problemIn(error);
  if (data?.secret !== undefined) return <SecretDialog name={data.name} secret={data.secret} onClose={onClose} />;
  const toggle = (scope: TokenScope) =>
    setChosen(chosen.includes(scope) ? chosen.filter((other) => other !== scope) : [...chosen, scope]);
  const expiresAt = expiresOn === '' ? null : new Date(`${expiresOn}T00:00:00`).toISOString();
  return (
    <ConfirmDialog
      open
      title="New token"
      confirmLabel="Make token"
      busy={isPending}
      onConfirm={() => void create('service-tokens', { data: { name, scopes: [...chosen], expiresAt } })}
      onClose={onClose}
    >
      <Box sx={{ display: 'grid', gap: 4, paddingTop: 1 }}>
        <TextField
          label="Name of the machine"
          required
          autoFocus
          value={name}
          onChange={(event) => setName(event.target.value)}
          error={problem?.errors?.name !== undefined}
          helperText={problem?.errors?.name ?? 'For example host-application.'}
        />
        <Box component="fieldset" sx={{ border: 0, margin: 0, padding: 0, display: 'grid' }}>
          <Box component="legend" sx={{ color: 'text.secondary', fontSize: 12 }}>
            It may
          </Box>
          {scopes.map((scope) => (
            <FormControlLabel
              key={scope}
              control={<Checkbox checked={chosen.includes(scope)} onChange={() => toggle(scope)} />}
              label={scopeWords[scope]}
            />
          ))}
          {problem?.errors?.scopes && <FormHelperText error>{problem.errors.scopes}</FormHelperText>}
        </Box>
        <TextField
          label="Expires on"
          type="date"
          value={expiresOn}
          onChange={(event) => setExpiresOn(event.target.value)}
          error={problem?.errors?.expiresAt !== undefined}
          helperText={problem?.errors?.expiresAt ?? 'Empty: it works until it is revoked.'}
          slotProps={{ inputLabel: { shrink: true } }}
        />
        {problem !== null && problem.errors === undefined && <Alert severity="error">{problem.message}</Alert>}
      </Box>
    </ConfirmDialog>
  );
}
