import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import { type FormEvent, useState } from 'react';
import { CopyId, ExternalLink, KeyValueList, Section, ToneChip } from '../../platform/index.ts';
import {
  confirmAuthenticator,
  type Enrolment,
  removeAuthenticator,
  type Security,
  startAuthenticator,
} from './account-requests.ts';
import { RecoveryCodes } from './RecoveryCodes.tsx';
import { useSubmit } from './use-submit.ts';

type Props = { readonly security: Security; readonly onDone: () => void };

/** Sets up an authenticator app as a second step, or removes it. */
export function AuthenticatorSection({ security, onDone }: Props) {
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const enabled = (recoveryCodes: readonly string[]) => {
    setEnrolment(null);
    setCodes(recoveryCodes);
    onDone();
  };
  return (
    <Section
      title="Authenticator"
      hint={
        <ToneChip tone={security.totpEnabled ? 'positive' : 'neutral'}>{security.totpEnabled ? 'On' : 'Off'}</ToneChip>
      }
    >
      <Box sx={{ display: 'grid', gap: 4, justifyItems: 'start' }}>
        {codes && <RecoveryCodes codes={codes} onKept={() => setCodes(null)} />}
        {security.totpEnabled && codes === null && <Enabled security={security} onDone={onDone} />}
        {!security.totpEnabled && enrolment === null && (
          <>
            <span>A code from an app on your telephone, asked for after the password.</span>
            {security.hasPassword ? (
              <WithPassword
                label="Set up an authenticator"
                keep="Not now"
                send={async (password) => setEnrolment(await startAuthenticator(password))}
              />
            ) : (
              <span>You sign in through single sign-on, which has a second step of its own.</span>
            )}
          </>
        )}
        {enrolment && <Confirm enrolment={enrolment} onEnabled={enabled} onCancel={() => setEnrolment(null)} />}
      </Box>
    </Section>
  );
}

type ConfirmProps = {
  readonly enrolment: Enrolment;
  readonly onEnabled: (codes: readonly string[]) => void;
  readonly onCancel: () => void;
};

/** The secret is shown now and never again; a first code proves that the app has it. */
function Confirm({ enrolment, onEnabled, onCancel }: ConfirmProps) {
  const [code, setCode] = useState('');
  const form = useSubmit(async () => onEnabled(await confirmAuthenticator(code.replaceAll(/\s/g, ''))));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void form.submit();
  };
  return (
    <Box component="form" onSubmit={submit} sx={{ display: 'grid', gap: 4, width: '100%', maxWidth: 480 }}>
      <KeyValueList
        items={[
          { label: 'On this device', value: <ExternalLink href={enrolment.otpauthUri}>Open in the app</ExternalLink> },
          { label: 'Or type this key', value: <CopyId id={enrolment.secret} label={inGroups(enrolment.secret)} /> },
        ]}
      />
      <TextField
        label="Code the app shows now"
        autoComplete="one-time-code"
        required
        autoFocus
        value={code}
        onChange={(event) => setCode(event.target.value)}
        error={form.errorOf('code') !== undefined}
        helperText={form.errorOf('code') ?? 'Six digits.'}
        slotProps={{ htmlInput: { inputMode: 'numeric', maxLength: 7 } }}
      />
      {form.message && <Alert severity="error">{form.message}</Alert>}
      <Box sx={{ display: 'flex', gap: 2 }}>
        <Button type="submit" variant="contained" loading={form.busy}>
          Turn on
        </Button>
        <Button variant="text" onClick={onCancel}>
          Cancel
        </Button>
      </Box>
    </Box>
  );
}

/** Removing it asks for the password: an unlocked screen is not its owner. */
function Enabled({ security, onDone }: Props) {
  return (
    <>
      <span>{security.recoveryCodesLeft} of 10 recovery codes are unused.</span>
      <WithPassword
        label="Remove the authenticator"
        keep="Keep it"
        danger
        send={async (password) => {
          await removeAuthenticator(password);
          onDone();
        }}
      />
    </>
  );
}

type WithPasswordProps = {
  readonly label: string;
  readonly keep: string;
  readonly danger?: boolean;
  readonly send: (password: string) => Promise<void>;
};

/** A button that asks for the password before it does anything. */
function WithPassword({ label, keep, danger = false, send }: WithPasswordProps) {
  const [asking, setAsking] = useState(false);
  const [password, setPassword] = useState('');
  const form = useSubmit(() => send(password));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void form.submit();
  };
  if (!asking)
    return (
      <Button variant="outlined" onClick={() => setAsking(true)}>
        {label}
      </Button>
    );
  return (
    <Box component="form" onSubmit={submit} sx={{ display: 'grid', gap: 4, width: '100%', maxWidth: 360 }}>
      <TextField
        label="Your password"
        type="password"
        autoComplete="current-password"
        required
        autoFocus
        value={password}
        onChange={(event) => setPassword(event.target.value)}
        error={form.errorOf('password') !== undefined}
        helperText={form.errorOf('password')}
      />
      {form.message && <Alert severity="error">{form.message}</Alert>}
      <Box sx={{ display: 'flex', gap: 2 }}>
        <Button type="submit" variant="contained" color={danger ? 'error' : 'primary'} loading={form.busy}>
          {label}
        </Button>
        <Button variant="text" onClick={() => setAsking(false)}>
          {keep}
        </Button>
      </Box>
    </Box>
  );
}

function inGroups(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(' ') ?? secret;
}
