import { supplierIdsAfter } from '@wedsync/db/success';
import { idChunks, type JobContext } from '../platform/index.ts';

/** The ids of all suppliers, in chunks. */
export function everySupplier({ store, actor }: Pick<JobContext, 'store' | 'actor'>, chunk: number) {
  return idChunks((after, limit) => store.read(actor, (reader) => supplierIdsAfter(reader, after, limit)), chunk);
}
