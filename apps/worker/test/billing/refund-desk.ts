import { DomainError } from '@wedsync/domain/platform';
import type { ChargeFixture } from '../../../../packages/db/test/billing/a-charge.ts';
import type { RefundGateway } from '../../src/billing/refund-desk/refund-gateway.ts';
import { sendNextRefund } from '../../src/billing/refund-desk/send-refunds.ts';
import type { WorkerServices } from '../../src/platform/index.ts';
import { everyWebhookArrives, gatewayTo, sdk, servicesOf, type RefundWorld } from './refund-world.ts';

/** The refund desk of a world at work, and what there is to see of it. */
export function deskOf(world: RefundWorld) {
  const owner = () => world.database.current.owner;
  return {
    send: (gateway: RefundGateway = gatewayTo(world), services: WorkerServices = servicesOf(world)) =>
      sendNextRefund(services, gateway),
    refundsAt: async ({ id }: ChargeFixture) => (await sdk(world).refunds.list({ charge: id })).data,
    requestOf: (id: string) => owner()('refund_requests').where({ id }).first(),
    runOf: (id: string) => owner()('action_runs').where({ id }).first(),
    tasksOf: ({ supplierId }: ChargeFixture) => owner()('tasks').where({ supplier_id: supplierId }),
    eventsOf: (resourceId: string) => owner()('success_events').where({ resource_id: resourceId }).orderBy('id'),
    /** Nothing of an earlier test is due, on its way or about to fail. */
    async clear(): Promise<void> {
      await everyWebhookArrives(world);
      await owner()('refund_requests').update({ next_attempt_at: null });
      world.engine.faults.next = [];
    },
  };
}

/** Gives, and then the worker dies: nothing after the call is kept. */
export function dyingAfterTheCall(world: RefundWorld): WorkerServices {
  const services = servicesOf(world);
  let transactions = 0;
  const store: WorkerServices['store'] = {
    ...services.store,
    transact: (actor, work) => {
      transactions += 1;
      return transactions > 1 ? Promise.reject(new Error('killed')) : services.store.transact(actor, work);
    },
  };
  return { ...services, store };
}
const lost = () => new DomainError('unavailable', 'lost', 'No answer.');

/** The call takes effect, and nobody hears of it. */
export function answerLost(world: RefundWorld): RefundGateway {
  return {
    give: async (request) => {
      await gatewayTo(world).give(request);
      throw lost();
    },
  };
}

export const neverArrived: RefundGateway = { give: () => Promise.reject(lost()) };
