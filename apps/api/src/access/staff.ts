import {
  clearSignInLimit,
  disableTotp,
  endSessions,
  findStaff,
  insertStaff,
  listStaff,
  setStaffDisabled,
  setStaffPassword,
  updateStaff,
} from '@wedsync/db/access';
import type { Reader, Writer } from '@wedsync/db/platform';
import {
  createStaffSchema,
  maskPhone,
  needsRegions,
  passwordSchema,
  staffFilterSchema,
  staffSchema,
  updateStaffSchema,
  type Staff,
} from '@wedsync/domain/access';
import { Forbidden, Invalid, mayDo, NotFound, type Principal } from '@wedsync/domain/platform';
import { z } from 'zod';
import { defineAction, defineResource, type Availability } from '../platform/index.ts';
import { directoryOf } from './directory.ts';
import { hashPassword } from './passwords.ts';
import { accountLimitRow } from './throttle.ts';

/** People who work here. Nobody is deleted: their name stays on what they did. */
export const staff = defineResource({
  name: 'staff',
  description: 'People who work here, their roles and regions',
  row: staffSchema,
  filter: staffFilterSchema,
  list: listStaff,
  show: findStaff,
  present: masked,
  create: {
    input: createStaffSchema,
    run: async (writer, { password, ...fields }, { uuids }) => {
      requireRegions(fields);
      const given = password ?? null;
      const passwordHash = given === null ? null : await hashPassword(given);
      const id = await insertStaff(writer, { ...fields, passwordHash, passwordTemporary: given !== null }, uuids);
      return show(writer, id);
    },
  },
  update: {
    input: updateStaffSchema,
    run: async (writer, id, fields, { principal, store }) => {
      // Somebody who may hand out roles must not be able to hand them to themselves.
      if (id === principal.id && (fields.roles !== undefined || fields.regions !== undefined))
        throw Forbidden({ why: 'Your own roles and regions are changed by another administrator.' });
      requireRegions({ ...(await show(writer, id)), ...fields });
      await updateStaff(writer, id, fields);
      directoryOf(store).forget(id);
    },
  },
});

const noInput = z.strictObject({});

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
    return about(await show(reader, id), ['Every session of this person ends at once.']);
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
  available: (reader, id) => offered(reader, id, (person) => (person.disabledAt === null ? 'Not disabled.' : null)),
  assess: async (reader, id) => about(await show(reader, id)),
  perform: async (writer, id) => {
    await setStaffDisabled(writer, id, null);
    return { state: 'succeeded' };
  },
});

export const resetPassword = defineAction({
  ...staffAction('reset-password', 'Set a new password', 'Set a password that must be changed at the first sign-in'),
  danger: true,
  reasonRequired: true,
  secretInputs: ['password'],
  input: z.strictObject({ password: passwordSchema.meta({ title: 'New password', format: 'password' }) }),
  assess: async (reader, id) => about(await show(reader, id), ['Every session of this person ends at once.']),
  perform: async (writer, id, { password }, { store }) => {
    await setStaffPassword(writer, id, await hashPassword(password), true);
    await endSessions(writer, id);
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
    offered(reader, id, (person) => (person.totpEnabled ? null : 'No authenticator is set up.')),
  assess: async (reader, id) => about(await show(reader, id)),
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
  assess: async (reader, id) => about(await show(reader, id)),
  perform: async (writer, id) => {
    await clearSignInLimit(writer, accountLimitRow((await show(writer, id)).email));
    return { state: 'succeeded' };
  },
});

function staffAction(verb: string, title: string, description: string) {
  return { resource: 'staff', verb, title, description };
}

async function show(reader: Reader | Writer, id: string): Promise<Staff> {
  const person = await findStaff(reader, id);
  if (person === undefined) throw NotFound({ what: 'person', id });
  return person;
}

function about(person: Staff, warnings: readonly string[] = []) {
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

async function offered(reader: Reader, id: string, whyNot: (person: Staff) => string | null): Promise<Availability> {
  const why = whyNot(await show(reader, id));
  return why === null ? { allowed: true } : { allowed: false, why };
}

/** A private number is for whoever keeps it up to date, and its owner. */
function masked(person: Staff, principal: Principal): Staff {
  if (person.phone === null || person.id === principal.id || mayDo(principal, 'staff:update')) return person;
  return { ...person, phone: maskPhone(person.phone) };
}

/** A regional role without regions would see no supplier at all. */
function requireRegions({ roles, regions }: Pick<Staff, 'roles' | 'regions'>): void {
  if (!needsRegions(roles) || regions.length > 0) return;
  const message = 'Name the regions this person looks after, or * for all of them.';
  throw Invalid({ message }, { fields: { regions: message } });
}
