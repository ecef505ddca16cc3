import { previewLetter } from '@wedsync/db/billing';
import { maskEmail } from '@wedsync/domain/access';
import { mayDo, NotFound } from '@wedsync/domain/platform';
import { z } from 'zod';
import { defineDoor } from '../../platform/index.ts';

export const letterPreviewDoor = defineDoor({
  method: 'get',
  path: '/billing-letters/{name}/preview',
  summary: 'A letter with a supplier’s own figures, and why it would not be sent',
  permission: 'messages:list',
  query: z.object({ supplierId: z.string().catch('') }),
  async answer({ store, actor, principal, clock, params: { name }, query }) {
    const found = await store.read(actor, (reader) => previewLetter(reader, name, query.supplierId, clock.now()));
    if (found === undefined) throw NotFound({ what: 'letter', id: name });
    const { recipient } = found;
    return recipient === null || mayDo(principal, 'contacts:reveal')
      ? found
      : { ...found, recipient: maskEmail(recipient) };
  },
});
