import { useQuery } from '@tanstack/react-query';
import Button from '@mui/material/Button';
import { useLogout } from 'react-admin';
import { ErrorState, KeyValueList, Page, PageHeader, Section, SkeletonRows, useSession } from '../../platform/index.ts';
import { readSecurity } from './account-requests.ts';
import { AuthenticatorSection } from './AuthenticatorSection.tsx';
import { PasswordSection } from './PasswordSection.tsx';

/** How one's own account is protected: password, authenticator, open sessions. */
export default function SecurityPage() {
  const session = useSession();
  const security = useQuery({ queryKey: ['session', 'security'], queryFn: readSecurity });
  const again = () => void security.refetch();
  return (
    <Page width="reading">
      <PageHeader title="Sign-in and security" hint={session?.staff.email} />
      {security.isPending && <SkeletonRows rows={6} />}
      {security.error && <ErrorState error={security.error} retry={again} />}
      {security.data && (
        <>
          <PasswordSection hasPassword={security.data.hasPassword} onDone={again} />
          <AuthenticatorSection security={security.data} onDone={again} />
          <SessionsSection open={security.data.openSessions} />
        </>
      )}
    </Page>
  );
}

function SessionsSection({ open }: { readonly open: number }) {
  const logout = useLogout();
  return (
    <Section
      title="Where you are signed in"
      actions={
        <Button variant="outlined" onClick={() => void logout({ everywhere: true })}>
          Sign out everywhere
        </Button>
      }
    >
      <KeyValueList
        items={[
          { label: 'Open sessions', value: open === 1 ? 'This one only' : `${open}, this one included` },
          { label: 'They end', value: 'By themselves when unused for a while, and at the latest after half a day' },
        ]}
      />
    </Section>
  );
}
