import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import { type FormEvent, useState } from 'react';
import { useNotify } from 'react-admin';
import { refreshSession, Section } from '../../platform/index.ts';
import { changePassword } from './account-requests.ts';
import { useSubmit } from './use-submit.ts';

type Props = { readonly hasPassword: boolean; readonly onDone: () => void };

/** Changes the password; every other session of the person ends. */
export function PasswordSection({ hasPassword, onDone }: Props) {
  const notify = useNotify();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const form = useSubmit(async () => {
    await changePassword(current, next);
    setCurrent('');
    setNext('');
    notify('Password changed. Other sessions have ended.', { type: 'success' });
    await refreshSession();
    onDone();
  });
  if (!hasPassword)
    return <Section title="Password">You sign in through single sign-on; there is no password here.</Section>;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void form.submit();
  };
  return (
    <Section title="Password">
      <Box component="form" onSubmit={submit} sx={{ display: 'grid', gap: 4, maxWidth: 360 }}>
        <TextField
          label="Current password"
          type="password"
          autoComplete="current-password"
          required
          value={current}
          onChange={(event) => setCurrent(event.target.value)}
          error={form.errorOf('currentPassword') !== undefined}
          helperText={form.errorOf('currentPassword')}
        />
        <TextField
          label="New password"
          type="password"
          autoComplete="new-password"
          required
          value={next}
          onChange={(event) => setNext(event.target.value)}
          error={form.errorOf('newPassword') !== undefined}
          helperText={form.errorOf('newPassword') ?? 'At least 12 characters; a short sentence is easiest to remember.'}
        />
        {form.message && <Alert severity="error">{form.message}</Alert>}
        <Button type="submit" variant="contained" loading={form.busy} sx={{ justifySelf: 'start' }}>
          Change password
        </Button>
      </Box>
    </Section>
  );
}
