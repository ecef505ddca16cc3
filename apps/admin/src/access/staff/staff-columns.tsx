import type { Staff } from '@wedsync/domain/access';
import { type Column, RelativeTime, StatusChip, ToneChip } from '../../platform/index.ts';
import { roleName } from '../role-names.ts';

export function Regions({ regions }: Pick<Staff, 'regions'>) {
  return <>{regions.includes('*') ? 'All regions' : regions.join(', ') || '–'}</>;
}

export function AccountState({ person: { admittedAt, disabledAt } }: { readonly person: Staff }) {
  if (admittedAt === null) return <ToneChip tone="caution">Waits to be let in</ToneChip>;
  return disabledAt === null ? <StatusChip status="active" /> : <ToneChip tone="neutral">Disabled</ToneChip>;
}

/** Columns of lists of people. */
export const staffColumns: readonly Column<Staff>[] = [
  { id: 'name', label: 'Name', render: ({ name }) => name, sortBy: 'name', always: true, phone: true },
  { id: 'email', label: 'E-mail', render: ({ email }) => email, sortBy: 'email' },
  { id: 'roles', label: 'Roles', render: ({ roles }) => roles.map(roleName).join(', '), phone: true },
  { id: 'regions', label: 'Regions', render: ({ regions }) => <Regions regions={regions} /> },
  { id: 'totp', label: 'Authenticator', render: ({ totpEnabled }) => (totpEnabled ? 'On' : 'Off') },
  {
    id: 'lastSignInAt',
    label: 'Last sign-in',
    render: ({ lastSignInAt }) => <RelativeTime at={lastSignInAt} missing="Never" />,
    sortBy: 'lastSignInAt',
  },
  { id: 'state', label: 'State', render: (person) => <AccountState person={person} />, phone: true },
];
