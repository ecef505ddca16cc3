import {
  admitStaff,
  clearSignInLimit,
  disableTotp,
  endSessions,
  invite,
  setStaffDisabled,
  setStaffPassword,
  updateStaff,
} from '@wedsync/db/access';
import type { Reader } from '@wedsync/db/platform';
import {
  allRegions,
  changeAccessSchema,
  invitationHours,
  roleTitles,
  type Staff,
  type StaffAccess,
} from '@wedsync/domain/access';
import { Forbidden, Invalid, StaleVersion } from '@wedsync/domain/platform';
import { z } from 'zod';
import { defineAction, type Assessment, type Availability } from '../platform/index.ts';
import { directoryOf } from './directory.ts';
import { requireRegions, showStaff } from './staff.ts';
import { accountLimitRow } from './throttle.ts';

const noInput = z.strictObject({});
const linkGoesOut = `A link to choose a password goes to this address. It works once, for ${invitationHours} hours.`;
const sessionsEnd = 'Every session of this person ends at once.';
const notAdmitted = 'A second person has to agree to them first.';

export const admitStaffMember = defineAction({
  ...staffAction('admit', 'Let in', 'Ask a second person to agree to this colleague, who then chooses a password'),
  danger: false,
  reasonRequired: false,
  input: noInput,
  available: (reader, id) => offered(reader, id, (person) => person.admittedAt && 'Let in already.', true),
  assess: async (reader, id) => {
    const person = await showStaff(reader, id);
    if (person.admittedAt !== null) throw Invalid({ message: 'This person was let in already.' });
    const { lines, warnings } = about(person, [linkGoesOut]).preview;
    return twoAgree(person, { lines: [...lines, ...linesOf(person)], warnings }, 'Nobody is let in by one person.');
  },
  perform: async (writer, id, _input, { clock, uuids, store }) => {
    const at = clock.now();
    await admitStaff(writer, id, at);
    await invite(writer, { staffId: id, occasion: 'welcome', at }, uuids);
    directoryOf(store).forget(id);
    return { state: 'succeeded' };
  },
});

export const changeAccess = defineAction({
  ...staffAction('change-access', 'Change access', 'Roles, regions, e-mail address and Slack account'),
  danger: true,
  reasonRequired: true,
  auditedInputs: ['roles', 'regions'],
  input: changeAccessSchema,
  available: () => Promise.resolve({ allowed: true, needsApproval: true }),
  assess: async (reader, id, { version, ...access }, { principal }) => {
    const person = await showStaff(reader, id);
    // Agreed to later, it must not undo what was changed meanwhile.
    if (person.version !== version) throw StaleVersion({ what: 'person' });
    const changes = changesOf(person, access);
    if (changes.length === 0) throw Invalid({ message: 'Nothing would change.' });
    if (id === principal.id && changes.some(({ field }) => field === 'roles' || field === 'regions'))
      throw Forbidden({ why: 'Your own roles and regions are changed by other people.' });
    requireRegions(access);
    const { lines, warnings } = about(person).preview;
    const moves = changes.map(({ label, say }) => ({ label, value: `${say(person)} → ${say(access)}` }));
    const why = 'What somebody may do, and by what they are recognised, is decided by two people.';
    return twoAgree(person, { lines: [...lines, ...moves], warnings }, why);
  },
  perform: async (writer, id, { version: _seen, ...access }, { store }) => {
    await updateStaff(writer, id, access);
    directoryOf(store).forget(id);
    return { state: 'succeeded' };
  },
});

export const disableStaff = defineAction({
  ...staffAction('disable', 'Disable', 'End every session and refuse further sign-ins'),
  danger: true,
  reasonRequired: true,
  input: noInput,
  available: (reader, id, context) =>
    offered(reader, id, (person) =>
      person.id === context.principal.id ? 'You cannot disable yourself.' : person.disabledAt && 'Already disabled.',
    ),
  assess: async (reader, id, _input, { principal }) => {
    if (id === principal.id) throw Forbidden({ why: 'You cannot disable yourself.' });
    return about(await showStaff(reader, id), [sessionsEnd]);
  },
  perform: async (writer, id, _input, { clock, store }) => {
    await setStaffDisabled(writer, id, clock.now());
    await endSessions(writer, id);
    directoryOf(store).forget(id);
    return { state: 'succeeded' };
  },
});

export const enableStaff = defineAction({
  ...staffAction('enable', 'Enable', 'Let this person sign in again'),
  danger: false,
  reasonRequired: true,
  input: noInput,
  available: (reader, id) =>
    offered(reader, id, (person) =>
      person.admittedAt === null ? notAdmitted : person.disabledAt === null ? 'Not disabled.' : null,
    ),
  assess: async (reader, id) => about(await admitted(reader, id)),
  perform: async (writer, id) => {
    await setStaffDisabled(writer, id, null);
    return { state: 'succeeded' };
  },
});

export const resetPassword = defineAction({
  ...staffAction(
    'reset-password',
    'Send a link for a new password',
    'To the person’s own address; nobody else sees it',
  ),
  danger: true,
  reasonRequired: true,
  input: noInput,
  available: (reader, id) =>
    offered(reader, id, (person) => (person.admittedAt === null ? notAdmitted : person.disabledAt && 'Disabled.')),
  assess: async (reader, id) => {
    const person = await admitted(reader, id);
    if (person.disabledAt !== null) throw Invalid({ message: 'Somebody who is disabled gets no link.' });
    return about(person, [linkGoesOut, 'The present password stops working at once.', sessionsEnd]);
  },
  perform: async (writer, id, _input, { clock, uuids, store }) => {
    await setStaffPassword(writer, id, null);
    await endSessions(writer, id);
    await invite(writer, { staffId: id, occasion: 'new-password', at: clock.now() }, uuids);
    directoryOf(store).forget(id);
    return { state: 'succeeded' };
  },
});

export const resetAuthenticator = defineAction({
  ...staffAction(
    'reset-totp',
    'Remove the authenticator',
    'For a lost telephone: the person signs in with the password alone and sets up a new one',
  ),
  danger: true,
  reasonRequired: true,
  input: noInput,
  available: (reader, id) =>
    offered(reader, id, (person) => (person.totpEnabled ? null : 'No authenticator is set up.'), true),
  assess: async (reader, id) => {
    const person = await showStaff(reader, id);
    return twoAgree(person, about(person, [sessionsEnd]).preview, 'A second step is not taken away by one person.');
  },
  perform: async (writer, id, _input, { store }) => {
    await disableTotp(writer, id);
    await endSessions(writer, id);
    directoryOf(store).forget(id);
    return { state: 'succeeded' };
  },
});

export const unlockStaff = defineAction({
  ...staffAction('unlock', 'Unlock', 'Forget wrong passwords, so that the person can try again at once'),
  danger: false,
  reasonRequired: false,
  input: noInput,
  assess: async (reader, id) => about(await showStaff(reader, id)),
  perform: async (writer, id) => {
    await clearSignInLimit(writer, accountLimitRow((await showStaff(writer, id)).email));
    return { state: 'succeeded' };
  },
});

function staffAction(verb: string, title: string, description: string) {
  return { resource: 'staff', verb, title, description };
}

async function admitted(reader: Reader, id: string): Promise<Staff> {
  const person = await showStaff(reader, id);
  if (person.admittedAt === null) throw Invalid({ message: notAdmitted });
  return person;
}

function about(person: Staff, warnings: readonly string[] = []): Assessment {
  return {
    supplierId: null,
    amount: null,
    approval: null,
    fingerprint: String(person.version),
    preview: {
      lines: [
        { label: 'Person', value: person.name },
        { label: 'E-mail', value: person.email },
      ],
      warnings,
    },
  };
}

/** Whatever gives a way in: one administrator could otherwise be two people. */
function twoAgree(person: Staff, preview: Assessment['preview'], why: string): Assessment {
  return { ...about(person), preview, approval: { permission: 'staff:approve', why } };
}

async function offered(
  reader: Reader,
  id: string,
  whyNot: (person: Staff) => string | null,
  needsApproval = false,
): Promise<Availability> {
  const why = whyNot(await showStaff(reader, id));
  return why === null ? { allowed: true, needsApproval } : { allowed: false, why };
}

type AccessLine = {
  readonly field: keyof StaffAccess;
  readonly label: string;
  readonly say: (access: StaffAccess) => string;
};

const accessLines: readonly AccessLine[] = [
  { field: 'email', label: 'E-mail', say: ({ email }) => email },
  { field: 'roles', label: 'Roles', say: ({ roles }) => roles.map((role) => roleTitles[role]).join(', ') },
  {
    field: 'regions',
    label: 'Regions',
    say: ({ regions }) => (regions.includes(allRegions) ? 'all' : regions.join(', ') || 'none'),
  },
  { field: 'slackUserId', label: 'Slack member id', say: ({ slackUserId }) => slackUserId ?? 'none' },
];

function changesOf(person: Staff, access: StaffAccess): AccessLine[] {
  return accessLines.filter(({ field }) => JSON.stringify(person[field]) !== JSON.stringify(access[field]));
}

function linesOf(person: Staff): Assessment['preview']['lines'] {
  return accessLines.filter(({ field }) => field !== 'email').map(({ label, say }) => ({ label, value: say(person) }));
}
