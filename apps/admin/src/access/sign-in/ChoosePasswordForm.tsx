import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { SkeletonRows } from '../../platform/index.ts';
import { problemIn } from '../security/account-requests.ts';
import { useSubmit } from '../security/use-submit.ts';
import { acceptInvitation, type Invitation, readInvitation } from './invitation-requests.ts';

type Props = { readonly secret: string; readonly onDone: () => void };

/** What the link in a letter opens: its owner chooses a password, and then signs in with it. */
export function ChoosePasswordForm({ secret, onDone }: Props) {
  const invitation = useQuery({
    queryKey: ['session', 'invitation', secret],
    queryFn: () => readInvitation(secret),
    retry: false,
  });
  if (invitation.isPending) return <SkeletonRows rows={3} />;
  if (invitation.error)
    return (
      <Box sx={{ display: 'grid', gap: 4 }}>
        <Alert severity="error">{problemIn(invitation.error).message}</Alert>
        <Button variant="text" onClick={onDone}>
          To the sign-in
        </Button>
      </Box>
    );
  return <PasswordForm secret={secret} invitation={invitation.data} onDone={onDone} />;
}

function PasswordForm({ secret, invitation, onDone }: Props & { readonly invitation: Invitation }) {
  const [password, setPassword] = useState('');
  const form = useSubmit(async () => {
    await acceptInvitation(secret, password);
    onDone();
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void form.submit();
  };
  return (
    <Box component="form" onSubmit={submit} sx={{ display: 'grid', gap: 4 }}>
      <span>Hello {invitation.name}, choose a password to sign in with.</span>
      <TextField
        label="E-mail"
        name="email"
        autoComplete="username"
        value={invitation.email}
        slotProps={{ input: { readOnly: true } }}
      />
      <TextField
        label="New password"
        type="password"
        name="new-password"
        autoComplete="new-password"
        required
        autoFocus
        value={password}
        onChange={(event) => setPassword(event.target.value)}
        error={form.errorOf('password') !== undefined}
        helperText={form.errorOf('password') ?? 'At least 12 characters; a short sentence is easiest to remember.'}
      />
      {form.message && <Alert severity="error">{form.message}</Alert>}
      <Button type="submit" variant="contained" loading={form.busy} sx={{ minHeight: 36 }}>
        Keep this password
      </Button>
    </Box>
  );
}
