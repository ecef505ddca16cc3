import { lockEach } from '@wedsync/db/platform';
import type { Actor } from '@wedsync/domain/platform';
import type { WorkerServices } from '../../platform/index.ts';
import type { ObjectSource } from '../gateways/object-source.ts';
import { fillSheet } from './fill-sheet.ts';
import { gather, sightedFor } from './gather.ts';
import { keepSheet, type AfterMirror } from './keep-sheet.ts';
import type { AskedObject } from './object-name.ts';
import type { RowName } from './row-name.ts';
import { runHandlers } from './run-handlers.ts';
import type { Sheet } from './sheet.ts';

export type RefreshDeps = Pick<WorkerServices, 'store' | 'clock'> & {
  readonly actor: Actor;
  readonly source: ObjectSource;
  readonly after: readonly AfterMirror[];
};

/** Something else to write on the sheet, with the rows it must be able to read there. */
export type Besides = { readonly reads: readonly RowName[]; readonly write: (sheet: Sheet) => void };

/** Asks for the present state of objects and applies it as if an event had said so: mirrored and booked in one transaction. */
export async function refreshObjects(
  deps: RefreshDeps,
  objects: readonly AskedObject[],
  besides: Besides = { reads: [], write: () => undefined },
): Promise<void> {
  const { store, clock, actor, source, after } = deps;
  const gathered = await gather([], { source, clock, read: (work) => store.read(actor, work) }, objects);
  await store.transact(actor, async (writer) => {
    await lockEach(
      writer,
      'owners',
      objects.map((object) => gathered.customerOf(object) ?? object.id),
    );
    const sighted = sightedFor([], gathered, objects);
    const sheet = await fillSheet(writer, [], sighted, besides.reads);
    runHandlers(sheet, [], sighted);
    besides.write(sheet);
    await keepSheet(writer, sheet, clock.now(), after);
  });
}
