import { useQuery } from '@tanstack/react-query';
import { contactPermissionSchema, type ContactPermission } from '@wedsync/domain/privacy';
import { z } from 'zod';
import { getJson } from '../../platform/index.ts';

/** What the contacts of a supplier allow; news of a contact asks again, as the key begins with its resource. */
export function useContactPermissions(supplierId: string) {
  return useQuery({
    queryKey: ['contacts', 'permissions', supplierId],
    queryFn: async ({ signal }) => {
      const path = `/contact-permissions?supplierId=${encodeURIComponent(supplierId)}`;
      return byContact(z.array(contactPermissionSchema).parse(await getJson(path, signal)));
    },
  });
}

export type ContactPermissions = {
  readonly contactId: string;
  readonly name: string;
  readonly cells: readonly ContactPermission[];
};

function byContact(cells: readonly ContactPermission[]): ContactPermissions[] {
  return [...new Set(cells.map(({ contactId }) => contactId))].map((contactId) => {
    const own = cells.filter((cell) => cell.contactId === contactId);
    return { contactId, name: own[0]?.contactName ?? '', cells: own };
  });
}
