import OpenInNew from '@mui/icons-material/OpenInNew';
import MuiLink from '@mui/material/Link';
import type { ReactNode } from 'react';

/** A link that leaves the back office, for example to Stripe's own page. @example <ExternalLink href={url}>Open in Stripe</ExternalLink> */
export function ExternalLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <MuiLink href={href} target="_blank" rel="noreferrer" sx={{ display: 'inline-flex', alignItems: 'center', gap: 1 }}>
      {children}
      <OpenInNew aria-hidden sx={{ fontSize: 13 }} />
      <span className="visually-hidden">(opens in a new tab)</span>
    </MuiLink>
  );
}
