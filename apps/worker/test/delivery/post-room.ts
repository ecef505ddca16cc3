import { sendMessage, type NewMessage } from '@wedsync/db/delivery';
import { storeCredential } from '@wedsync/db/platform';
import { beforeAll, beforeEach } from 'vitest';
import { addSupplier } from '../../../../packages/db/test/success/a-supplier.ts';
import { testActor, useTestDatabase } from '../../../../packages/db/test/support/index.ts';
import { deliverMessages } from '../../src/delivery/deliver-messages.ts';
import { openGateways, type Gateways } from '../../src/delivery/gateways/index.ts';
import type { Drain, WorkerServices } from '../../src/platform/index.ts';
import { testCipher, testServices } from '../support/index.ts';
import { useOutside } from './outside.ts';

const base = { supplierId: null, subject: 'Hello', text: 'Plain words', template: 'test' };

/** A house that sends to the outside world of these tests, with one supplier, Rose, who can be written to every way. */
export function usePostRoom() {
  const database = useTestDatabase();
  const outside = useOutside();
  const never = new AbortController().signal;
  let services: WorkerServices;
  const owner = () => database.current.owner;

  beforeAll(async () => {
    services = testServices(database.current, { env: outside.env(), clock: { now: () => new Date() } });
    const { pool } = services.store;
    await storeCredential(pool, testCipher, { connection: 'slack', field: 'botToken' }, 'xoxb-test');
    await storeCredential(pool, testCipher, { connection: 'twilio', field: 'authToken' }, 'token');
    await addSupplier(owner(), 'sup_rose');
    const reached = { email: 'rose@advice.example', phone: '+44 7700 900555' };
    await owner()('contacts').insert({ id: 'con_rose', supplier_id: 'sup_rose', name: 'Rose', ...reached });
  });

  beforeEach(async () => {
    await owner().raw('truncate messages, contact_suppressions, breakers, alerts, alert_storms, dead_letters cascade');
    outside.swallow = () => false;
    outside.slack.restore({ channels: [...outside.slack.listChannels()], messages: [] });
  });

  /** Each channel once. */
  async function sweep(drains: readonly Drain[], of = services): Promise<void> {
    for (const { drain } of drains) await drain(of, never);
  }

  return {
    owner,
    outside,
    never,
    sweep,
    url: () => database.current.url,
    /** Without any way out. */
    bare: () => testServices(database.current),
    services: () => services,
    send: (message: Partial<NewMessage> & Pick<NewMessage, 'channel' | 'recipient'>) =>
      services.store.transact(testActor(), (writer) => sendMessage(writer, { ...base, ...message })),
    /** Makes everything that waits due now, then sends it. */
    async deliver(open: (services: WorkerServices) => Gateways = openGateways): Promise<void> {
      await owner()('messages')
        .whereIn('state', ['scheduled', 'failed'])
        .update({ next_attempt_at: new Date(0) });
      await sweep(deliverMessages([], open));
    },
    messageOf: (id: string | null) => owner()('messages').where({ id }).first(),
    attemptsOf: (id: string | null) => owner()('message_attempts').where({ message_id: id }).orderBy('id'),
  };
}
