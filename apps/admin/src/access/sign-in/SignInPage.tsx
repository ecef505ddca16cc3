import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Divider from '@mui/material/Divider';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { type FormEvent, useEffect, useState } from 'react';
import { HttpError, useLogin } from 'react-admin';
import { useLocation, useNavigate } from 'react-router-dom';
import {
  BrandMark,
  readProblem,
  readSignInProviders,
  type SignInProviders,
  usePageTitle,
} from '../../platform/index.ts';
import { ChoosePasswordForm } from './ChoosePasswordForm.tsx';
import { invitationIn } from './invitation-requests.ts';

type Step = 'password' | 'totp';

/** Where staff sign in: password, then a code when the account has one; single sign-on when it is set up. A link in a letter leads here to choose a password. */
export default function SignInPage() {
  usePageTitle('Sign in');
  const { hash } = useLocation();
  const navigate = useNavigate();
  const invitation = invitationIn(hash);
  const [chosen, setChosen] = useState(false);
  const leaveInvitation = () => {
    setChosen(true);
    void navigate('/login', { replace: true });
  };
  return (
    <Box component="main" sx={{ minHeight: '100vh', display: 'grid', placeItems: 'center', padding: 4 }}>
      <Box sx={{ width: '100%', maxWidth: 360, display: 'grid', gap: 6 }}>
        <Box sx={{ display: 'grid', gap: 3, justifyItems: 'start' }}>
          <BrandMark size={36} />
          <Box>
            <Typography variant="h1">Sign in to the back office</Typography>
            <Typography variant="body2" color="text.secondary">
              For WedSync staff.
            </Typography>
          </Box>
        </Box>
        <Box
          sx={{
            padding: 6,
            border: 1,
            borderColor: 'divider',
            borderRadius: '10px',
            backgroundColor: 'background.paper',
          }}
        >
          {invitation === null ? (
            <SignInForm chosen={chosen} />
          ) : (
            <ChoosePasswordForm secret={invitation} onDone={leaveInvitation} />
          )}
        </Box>
      </Box>
    </Box>
  );
}

function SignInForm({ chosen }: { readonly chosen: boolean }) {
  const form = useSignIn();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void form.submit();
  };
  return (
    <Box component="form" onSubmit={submit} sx={{ display: 'grid', gap: 4 }}>
      {chosen && <span>Sign in with your e-mail address and the password you chose.</span>}
      {form.step === 'password' ? <PasswordStep form={form} /> : <TotpStep form={form} />}
      {form.message && <Alert severity="error">{form.message}</Alert>}
      <Button type="submit" variant="contained" loading={form.busy} sx={{ minHeight: 36 }}>
        {form.step === 'password' ? 'Sign in' : 'Confirm code'}
      </Button>
      {form.step === 'totp' ? (
        <Button variant="text" onClick={form.back}>
          Back to the password
        </Button>
      ) : (
        <SingleSignOn />
      )}
    </Box>
  );
}

type SignInState = ReturnType<typeof useSignIn>;

function PasswordStep({ form }: { form: SignInState }) {
  return (
    <>
      <TextField
        label="E-mail"
        type="email"
        name="email"
        autoComplete="username"
        required
        autoFocus
        value={form.email}
        onChange={(event) => form.setEmail(event.target.value)}
      />
      <TextField
        label="Password"
        type="password"
        name="password"
        autoComplete="current-password"
        required
        value={form.password}
        onChange={(event) => form.setPassword(event.target.value)}
      />
    </>
  );
}

function TotpStep({ form }: { form: SignInState }) {
  return (
    <TextField
      label="Code from your authenticator"
      name="totp"
      autoComplete="one-time-code"
      required
      autoFocus
      value={form.totp}
      onChange={(event) => form.setTotp(event.target.value)}
      helperText="Six digits, or one of your recovery codes."
    />
  );
}

function useSignIn() {
  const login = useLogin();
  const [step, setStep] = useState<Step>('password');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [totp, setTotp] = useState('');
  const [busy, setBusy] = useState(false);
  const [message, setMessage] = useState(refusedElsewhere);

  async function submit(): Promise<void> {
    setBusy(true);
    setMessage(null);
    try {
      await login({ email, password, ...(step === 'totp' ? { totp: totp.replaceAll(/\s/g, '') } : {}) });
    } catch (error) {
      refuse(error);
    } finally {
      setBusy(false);
    }
  }
  function refuse(error: unknown): void {
    if (!(error instanceof HttpError)) return setMessage('Sign-in did not work. Try again.');
    const problem = readProblem(error.status, error.body);
    if (problem.code === 'totp-required' && step === 'password') return setStep('totp');
    setMessage(problem.message);
  }
  function back(): void {
    setStep('password');
    setTotp('');
    setMessage(null);
  }
  return { step, email, setEmail, password, setPassword, totp, setTotp, busy, message, submit, back };
}

// The address carries a code only: words in an address could be anybody's.
const singleSignOnWords: Readonly<Record<string, string>> = {
  'sso-off': 'Single sign-on is not set up.',
  'sso-started-elsewhere': 'That sign-in took too long or was started elsewhere. Try again.',
  'sso-not-confirmed': 'Your provider did not confirm who you are. Try again.',
  'sso-no-account': 'Your address has no account here. Ask an administrator.',
};

/** Why single sign-on came back without a session; the api puts it into the address. */
function refusedElsewhere(): string | null {
  const code = new URLSearchParams(window.location.search).get('signInError');
  return code === null ? null : (singleSignOnWords[code] ?? 'Sign-in did not work. Try again.');
}

/** Absent unless the api offers a provider; a failing question hides it, the password still works. */
function SingleSignOn() {
  const [oidc, setOidc] = useState<SignInProviders['oidc']>(null);
  useEffect(() => {
    readSignInProviders()
      .then((providers) => setOidc(providers.oidc))
      .catch(() => setOidc(null));
  }, []);
  if (oidc === null) return null;
  return (
    <>
      <Divider sx={{ fontSize: 12, color: 'text.secondary' }}>or</Divider>
      <Button href={oidc.startUrl} sx={{ minHeight: 36 }}>
        Continue with {oidc.name}
      </Button>
    </>
  );
}
