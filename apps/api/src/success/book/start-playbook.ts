import { livePlaybooks, startablePlaybooks, startPlaybook } from '@wedsync/db/success';
import type { Reader } from '@wedsync/db/platform';
import { getSupplier } from '@wedsync/db/suppliers';
import { idSchema, limits } from '@wedsync/domain/platform';
import { PlaybookStays, type StartablePlaybook } from '@wedsync/domain/success';
import { z } from 'zod';
import { defineAction } from '../../platform/index.ts';

/** A person lets a supplier into a playbook, whatever sets it going by itself. What two people agreed to about whom it means and what it sends holds. */
export const startPlaybookAction = defineAction({
  resource: 'suppliers',
  verb: 'start-playbook',
  title: 'Start a playbook',
  description: 'Takes the supplier into a playbook that runs, beginning with its first step',
  danger: false,
  reasonRequired: false,
  bulk: true,
  sendsMail: true,
  aloneUpTo: limits.maxSentAlone,
  input: z.strictObject({ playbookId: idSchema('playbook').describe('Playbook') }),
  available: async (reader) =>
    (await livePlaybooks(reader)).length > 0 ? { allowed: true } : { allowed: false, why: 'No playbook runs now.' },
  assess: async (reader, supplierId, { playbookId }, { clock }) => {
    const { businessName } = await getSupplier(reader, supplierId);
    const { name, refused, putAside } = await startableOf(reader, supplierId, playbookId, clock.now());
    if (refused !== null) throw PlaybookStays({ why: refused });
    return {
      supplierId,
      amount: null,
      approval: null,
      fingerprint: playbookId,
      preview: {
        lines: [
          { label: 'Supplier', value: businessName },
          { label: 'Enters', value: name },
          { label: 'Counts in its comparison', value: 'No: you chose the supplier' },
        ],
        warnings: [...putAside],
      },
    };
  },
  perform: async (writer, supplierId, { playbookId }, { clock }, run) => {
    await startPlaybook(writer, { playbookId, supplierId, cause: `run:${run.id}` }, clock.now());
    return { state: 'succeeded', result: { playbookId } };
  },
});

async function startableOf(
  reader: Reader,
  supplierId: string,
  playbookId: string,
  now: Date,
): Promise<StartablePlaybook> {
  const startable = (await startablePlaybooks(reader, [supplierId], now)).get(supplierId) ?? [];
  const found = startable.find((one) => one.playbookId === playbookId);
  if (found === undefined) throw PlaybookStays({ why: 'This playbook does not run now.' });
  return found;
}
