import {
  admitSupplier,
  livePlaybooks,
  playbookPolicy,
  putOffCandidates,
  suppliersWaiting,
  type Admission,
} from '@wedsync/db/success';
import { SECOND_MS, systemActor } from '@wedsync/domain/platform';
import { isDatabaseAway, type Drain, type WorkerServices } from '../../platform/index.ts';

const batch = 50;
const actor = systemActor('playbooks', 'playbooks');

/** Decides who enters which playbook; a supplier is one transaction. Nobody enters while all playbooks are stopped. */
export const admitCandidates: Drain = {
  name: 'playbook-candidates',
  description: 'Decides who enters which playbook',
  channel: null,
  sweepMs: 2 * SECOND_MS,
  concurrency: 1,
  drain: async (services, signal) => {
    const now = services.clock.now();
    const { suppliers, playbooks, policy } = await services.store.read(actor, async (reader) => ({
      suppliers: await suppliersWaiting(reader, now, batch),
      playbooks: await livePlaybooks(reader),
      policy: await playbookPolicy(reader),
    }));
    if (policy.stopped) return 0;
    for (const supplierId of suppliers) {
      if (signal.aborted) break;
      await admit(services, supplierId, { playbooks, policy, now, uuids: services.uuids });
    }
    return suppliers.length;
  },
};

async function admit({ store, log }: WorkerServices, supplierId: string, admission: Admission): Promise<void> {
  try {
    await store.transact(actor, (writer) => admitSupplier(writer, supplierId, admission));
  } catch (error) {
    if (isDatabaseAway(error)) throw error;
    log.warn({ err: error, supplierId }, 'candidates of a supplier could not be decided; looking again in an hour');
    await store.transact(actor, (writer) => putOffCandidates(writer, supplierId, admission.now));
  }
}
