import { providerName } from '@wedsync/domain/billing';
import { ExternalLink } from '../platform/index.ts';
import { providerLink } from './provider-link.ts';

type Props = Readonly<{ provider: string; kind: Parameters<typeof providerLink>[1]; id: string }>;

/** The way to an object on its provider's own pages; only the name where there is none. */
export function ProviderLink({ provider, kind, id }: Props) {
  const link = providerLink(provider, kind, id);
  return link === null ? <>{providerName(provider)}</> : <ExternalLink href={link.href}>{link.label}</ExternalLink>;
}
