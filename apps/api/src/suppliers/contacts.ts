import { createContact, deleteContact, findContact, listContacts, updateContact } from '@wedsync/db/suppliers';
import { maskPersonal } from '@wedsync/domain/access';
import { Forbidden, mayDo } from '@wedsync/domain/platform';
import {
  contactFilterSchema,
  contactSchema,
  createContactSchema,
  updateContactSchema,
} from '@wedsync/domain/suppliers';
import { defineResource } from '../platform/index.ts';

export const contactsResource = defineResource({
  name: 'contacts',
  description: 'People at a supplier. E-mail and telephone are masked for roles that do not write to them.',
  row: contactSchema,
  filter: contactFilterSchema,
  list: listContacts,
  show: findContact,
  create: {
    input: createContactSchema,
    run: (writer, contact, { uuids }) => createContact(writer, contact, uuids),
  },
  update: {
    input: updateContactSchema,
    run: (writer, id, change, { principal }) => {
      // Someone who sees a mask would otherwise save over what is behind it.
      if ((change.email ?? change.phone) !== undefined && !mayDo(principal, 'contacts:reveal'))
        throw Forbidden({ why: 'Your role sees e-mail and telephone masked, so it cannot change them.' });
      return updateContact(writer, id, change);
    },
  },
  remove: { run: deleteContact },
  present: maskPersonal,
});
