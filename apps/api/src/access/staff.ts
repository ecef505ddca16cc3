import { findStaff, insertStaff, listStaff, updateStaff } from '@wedsync/db/access';
import type { Reader, Writer } from '@wedsync/db/platform';
import {
  createStaffSchema,
  maskPhone,
  needsRegions,
  staffFilterSchema,
  staffSchema,
  updateStaffSchema,
  type Staff,
} from '@wedsync/domain/access';
import { Invalid, mayDo, NotFound, type Principal } from '@wedsync/domain/platform';
import { defineResource } from '../platform/index.ts';
import { directoryOf } from './directory.ts';

/**
 * People who work here. Nobody is deleted: their name stays on what they did. Who is added waits for a second person (`admit`); by what people are
 * recognised and what they may do is changed by `change-access`, which waits as well.
 */
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
    run: async (writer, fields, { uuids, clock }) => {
      requireRegions(fields);
      return showStaff(writer, await insertStaff(writer, { ...fields, passwordHash: null }, uuids, clock.now()));
    },
  },
  update: {
    input: updateStaffSchema,
    run: async (writer, id, fields, { store }) => {
      await updateStaff(writer, id, fields);
      directoryOf(store).forget(id);
    },
  },
});

/** @throws NotFound */
export async function showStaff(reader: Reader | Writer, id: string): Promise<Staff> {
  const person = await findStaff(reader, id);
  if (person === undefined) throw NotFound({ what: 'person', id });
  return person;
}

/** A regional role without regions would see no supplier at all. @throws Invalid */
export function requireRegions({ roles, regions }: Pick<Staff, 'roles' | 'regions'>): void {
  if (!needsRegions(roles) || regions.length > 0) return;
  const message = 'Name the regions this person looks after, or * for all of them.';
  throw Invalid({ message }, { fields: { regions: message } });
}

/** A private number is for whoever keeps it up to date, and its owner. */
function masked(person: Staff, principal: Principal): Staff {
  if (person.phone === null || person.id === principal.id || mayDo(principal, 'staff:update')) return person;
  return { ...person, phone: maskPhone(person.phone) };
}
