import type { Uuids } from '@wedsync/domain/platform';
import { PlaybookStays } from '@wedsync/domain/success';
import { lockEach, type Writer } from '../../platform/index.ts';
import { isFull } from './admit-candidates.repository.ts';
import { enrol } from './enrol.repository.ts';
import { livePlaybooks } from './live-playbooks.queries.ts';
import { playbookSubjects } from './playbook-facts.queries.ts';
import { startablePlaybooks } from './startable.queries.ts';

export type Start = { readonly playbookId: string; readonly supplierId: string; readonly cause: string };

/**
 * Takes a supplier into a playbook because the actor says so, whatever its trigger. Decides after whoever else decides about the supplier.
 * @throws PlaybookStays with what stands against it
 */
export async function startPlaybook(
  writer: Writer,
  { playbookId, supplierId, cause }: Start,
  now: Date,
  uuids?: Uuids,
): Promise<void> {
  await lockEach(writer, 'playbooks-of-supplier', [supplierId]);
  const playbook = (await livePlaybooks(writer)).find(({ id }) => id === playbookId);
  const subject = (await playbookSubjects(writer, [supplierId])).get(supplierId);
  if (playbook === undefined || subject === undefined) throw PlaybookStays({ why: 'This playbook does not run now.' });
  if (await isFull(writer, playbook)) throw PlaybookStays({ why: `${playbook.definition.maxRunning} are in it.` });
  const startable = (await startablePlaybooks(writer, [supplierId], now)).get(supplierId) ?? [];
  const refused = startable.find((one) => one.playbookId === playbookId)?.refused ?? null;
  if (refused !== null) throw PlaybookStays({ why: refused });
  await enrol(writer, { playbook, subject, cause, chosenByName: writer.actor.name }, now, uuids);
}
