import Button from '@mui/material/Button';
import { Link } from 'react-router-dom';
import { EmptyState } from './EmptyState.tsx';
import { Page, PageHeader } from './PageHeader.tsx';

/** The page for an address that leads nowhere. */
export function NotFound() {
  return (
    <Page>
      <PageHeader title="Nothing here" />
      <EmptyState
        title="There is no page at this address"
        action={
          <Button component={Link} to="/">
            Go home
          </Button>
        }
      >
        The link may be old, or the page may belong to a role you do not have. Ctrl-K finds pages and suppliers.
      </EmptyState>
    </Page>
  );
}

/** The page for something the role may not open. */
export function AccessDenied() {
  return (
    <Page>
      <PageHeader title="Not for your role" />
      <EmptyState
        title="Your role does not open this page"
        action={
          <Button component={Link} to="/">
            Go home
          </Button>
        }
      >
        Ask an admin for the permission if your work needs it. The attempt changed nothing.
      </EmptyState>
    </Page>
  );
}
