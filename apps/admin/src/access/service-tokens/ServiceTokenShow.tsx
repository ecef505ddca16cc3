import type { ServiceToken } from '@wedsync/domain/access';
import { useState } from 'react';
import {
  ActionButton,
  type ActionRun,
  CopyId,
  KeyValueList,
  PageHeader,
  RecordPage,
  RelativeTime,
  Section,
  StatusChip,
} from '../../platform/index.ts';
import { SecretDialog } from './SecretDialog.tsx';
import { scopeWords } from './token-columns.tsx';

/** One token: what it may do, when it was used, and the ways to renew or end it. */
export default function ServiceTokenShow() {
  return <RecordPage<ServiceToken>>{(token) => <Token token={token} />}</RecordPage>;
}

function Token({ token }: { readonly token: ServiceToken }) {
  const [secret, setSecret] = useState<string | null>(null);
  const about = { resource: 'service-tokens', id: token.id, variant: 'outlined' as const };
  return (
    <>
      <PageHeader
        title={token.name}
        actions={
          <>
            <ActionButton {...about} verb="rotate" onDone={(run) => setSecret(secretOf(run))} />
            <ActionButton {...about} verb="revoke" color="error" />
          </>
        }
      >
        <StatusChip status={token.state} />
      </PageHeader>
      <Section title="Token">
        <KeyValueList
          items={[
            { label: 'It may', value: token.scopes.map((scope) => scopeWords[scope]).join('; ') },
            { label: 'Secrets end in', value: token.hints.map((hint) => `…${hint}`).join(', ') || '–' },
            { label: 'Last used', value: <RelativeTime at={token.lastUsedAt} missing="Never" /> },
            { label: 'Expires', value: <RelativeTime at={token.expiresAt} missing="Never" /> },
            { label: 'Revoked', value: <RelativeTime at={token.revokedAt} missing="No" /> },
            { label: 'Made', value: <RelativeTime at={token.createdAt} /> },
            { label: 'Made by', value: <CopyId id={token.createdBy} /> },
            { label: 'Id', value: <CopyId id={token.id} /> },
          ]}
        />
      </Section>
      {secret !== null && <SecretDialog name={token.name} secret={secret} onClose={() => setSecret(null)} />}
    </>
  );
}

function secretOf({ result }: ActionRun): string | null {
  const secret = typeof result === 'object' && result !== null && 'secret' in result ? result.secret : null;
  return typeof secret === 'string' ? secret : null;
}
