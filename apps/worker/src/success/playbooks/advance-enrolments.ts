import { advanceEnrolment, playbookPolicy, putOffEnrolment, takeDueEnrolment } from '@wedsync/db/success';
import { HOUR_MS, plusMs, SECOND_MS, systemActor } from '@wedsync/domain/platform';
import { isDatabaseAway, type Drain, type WorkerServices } from '../../platform/index.ts';

const actor = systemActor('playbooks', 'playbooks');

/** Takes suppliers through their playbooks, one enrolment a transaction: what it did and where it stands become true together. */
export const advanceEnrolments: Drain = {
  name: 'playbook-enrolments',
  description: 'Takes suppliers through the steps of their playbooks',
  channel: null,
  sweepMs: SECOND_MS,
  concurrency: 2,
  drain: async (services) => {
    let taken: string | null = null;
    try {
      return await advanceNext(services, (id) => {
        taken = id;
      });
    } catch (error) {
      if (taken === null || isDatabaseAway(error)) throw error;
      await putOff(services, taken, error);
      return 1;
    }
  },
};

function advanceNext({ store, clock, uuids }: WorkerServices, onTaken: (id: string) => void): Promise<number> {
  return store.transact(actor, async (writer) => {
    const now = clock.now();
    const policy = await playbookPolicy(writer);
    const enrolment = await takeDueEnrolment(writer, now);
    if (enrolment === undefined) return 0;
    onTaken(enrolment.id);
    await advanceEnrolment(writer, enrolment, { policy, now, uuids });
    return 1;
  });
}

async function putOff({ store, clock, log }: WorkerServices, id: string, error: unknown): Promise<void> {
  log.warn({ err: error, enrolment: id }, 'an enrolment could not be advanced; looking again in an hour');
  await store.transact(actor, (writer) => putOffEnrolment(writer, id, plusMs(clock.now(), HOUR_MS)));
}
