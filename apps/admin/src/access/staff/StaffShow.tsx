import Button from '@mui/material/Button';
import type { Staff } from '@wedsync/domain/access';
import { Link } from 'react-router-dom';
import {
  ActionButton,
  CopyId,
  KeyValueList,
  listUrl,
  PageHeader,
  RecordPage,
  RecordSection,
  RelativeTime,
  Section,
  usePermission,
} from '../../platform/index.ts';
import { auditColumns, type AuditRecord } from '../audit-entries/audit-columns.tsx';
import { roleName } from '../role-names.ts';
import { ChangeAccessButton } from './ChangeAccessButton.tsx';
import { AccountState, Regions } from './staff-columns.tsx';

/** One person: what they may do, how they sign in, and what they did lately. */
export default function StaffShow() {
  return <RecordPage<Staff>>{(person) => <Person person={person} />}</RecordPage>;
}

function Person({ person }: { readonly person: Staff }) {
  const mayReadAudit = usePermission('audit-entries:list');
  return (
    <>
      <PageHeader title={person.name} hint={person.email} actions={<PersonActions person={person} />}>
        <AccountState person={person} />
      </PageHeader>
      <Section title="Account">
        <KeyValueList
          items={[
            { label: 'Roles', value: person.roles.map(roleName).join(', ') },
            { label: 'Regions', value: <Regions regions={person.regions} /> },
            { label: 'Slack member id', value: person.slackUserId ?? 'None: buttons in Slack do nothing for them' },
            { label: 'Mobile number', value: person.phone ?? '–' },
            {
              label: 'Password',
              value: person.hasPassword ? 'Set' : 'None: single sign-on, or a link by which to choose one',
            },
            { label: 'Authenticator', value: person.totpEnabled ? 'On' : 'Off' },
            { label: 'Last sign-in', value: <RelativeTime at={person.lastSignInAt} missing="Never" /> },
            { label: 'Agreed to by two', value: <RelativeTime at={person.admittedAt} missing="Not yet" /> },
            { label: 'Disabled', value: <RelativeTime at={person.disabledAt} missing="No" /> },
            { label: 'Since', value: <RelativeTime at={person.createdAt} /> },
            { label: 'Id', value: <CopyId id={person.id} /> },
          ]}
        />
      </Section>
      {mayReadAudit && <LatelyDone id={person.id} />}
    </>
  );
}

function PersonActions({ person }: { readonly person: Staff }) {
  const mayEdit = usePermission('staff:update');
  const about = { resource: 'staff', id: person.id, variant: 'outlined' as const };
  if (!mayEdit) return null;
  return (
    <>
      <Button component={Link} to={`/staff/${encodeURIComponent(person.id)}`} variant="contained">
        Edit
      </Button>
      {person.admittedAt === null && <ActionButton {...about} verb="admit" variant="contained" />}
      <ChangeAccessButton person={person} />
      <ActionButton {...about} verb="unlock" />
      {person.admittedAt !== null && <ActionButton {...about} verb="reset-password" />}
      {person.totpEnabled && <ActionButton {...about} verb="reset-totp" />}
      {person.admittedAt !== null && (
        <ActionButton {...about} verb={person.disabledAt === null ? 'disable' : 'enable'} />
      )}
    </>
  );
}

function LatelyDone({ id }: { readonly id: string }) {
  const filter = { actorId: id };
  return (
    <RecordSection<AuditRecord>
      title="Lately done"
      actions={<Link to={listUrl('audit-entries', { filter })}>Show all</Link>}
      resource="audit-entries"
      columns={auditColumns}
      filter={filter}
      sort={{ field: 'id', order: 'DESC' }}
      empty={{ title: 'Nothing yet', text: 'What this person does is listed here.' }}
    />
  );
}
