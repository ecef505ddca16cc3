import Button from '@mui/material/Button';
import { Link, useLocation } from 'react-router-dom';
import { Banner, useSession } from '../../platform/index.ts';

export const securityPath = '/security';

/** A password an administrator set opens nothing until it is replaced; this says so and leads there. */
export function TemporaryPasswordBanner() {
  const session = useSession();
  const { pathname } = useLocation();
  if (session?.passwordTemporary !== true) return null;
  return (
    <Banner
      tone="caution"
      action={
        pathname === securityPath ? undefined : (
          <Button component={Link} to={securityPath} variant="outlined">
            Choose a password
          </Button>
        )
      }
    >
      Your password was set by an administrator. Choose one of your own; until then nothing else opens.
    </Banner>
  );
}
