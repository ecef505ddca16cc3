import { recordAudit } from '@wedsync/db/platform';
import { ViewingAsSupplier } from '@wedsync/domain/access';
import { actorOf, Forbidden } from '@wedsync/domain/platform';
import type { RequestHandler } from 'express';
import type { ApiServices } from '../platform/index.ts';
import { isUnsafe } from './csrf.ts';

/** While somebody looks through a supplier's eyes nothing changes, and everything they open is put on record before it is shown. */
export function readOnlyVisit({ store }: ApiServices): RequestHandler {
  return async (req, _res, next) => {
    const { identified } = req;
    if (identified === undefined || identified.viewAs === null) return next();
    if (isUnsafe(req.method)) throw ViewingAsSupplier(undefined);
    const { supplierId, reason } = identified.viewAs;
    const [resource = 'home', id = '*'] = req.path.split('/').filter((part) => part !== '');
    // The live stream is a connection, not something looked at.
    if (resource === 'stream') return next();
    const actor = { ...actorOf(identified.person, String(req.id), reason) };
    await store.transact(actor, (writer) =>
      recordAudit(writer, {
        action: 'view-as-supplier',
        resource,
        resourceId: id,
        supplierId,
        // Without the query: what was searched for there may be somebody's name or address.
        after: { address: req.path },
      }),
    );
    next();
  };
}

/** On the staff side a token reads; machines that send something have doors of their own. */
export const readOnlyMachine: RequestHandler = (req, _res, next) => {
  if (isUnsafe(req.method)) throw Forbidden({ why: 'A service token changes nothing here.' });
  next();
};
