import type { Store, StoredSuccessEvent, Writer } from '@wedsync/db/platform';
import type { EventType } from '@wedsync/domain/events';
import { systemActor } from '@wedsync/domain/platform';
import type { PlaybookDefinition, PlaybookStep } from '@wedsync/domain/success';
import { beforeAll, beforeEach } from 'vitest';
import { addLivePlaybook } from '../../../../packages/db/test/success/a-playbook.ts';
import { addSupplier } from '../../../../packages/db/test/success/a-supplier.ts';
import { tellExample, testClock, useTestDatabase } from '../../../../packages/db/test/support/index.ts';
import { admitCandidates, advanceEnrolments, followEvents } from '../../src/success/playbooks/index.ts';
import { testServices } from '../support/index.ts';

export const monday = '2026-06-08T09:00:00Z';

export const mail = (id: string): PlaybookStep => ({ id, kind: 'message', channel: 'email', template: 'Hello' });

const definition: PlaybookDefinition = {
  trigger: { kind: 'event', event: 'health.dropped_to_at_risk' },
  who: null,
  purpose: 'success',
  steps: [mail('hello')],
  goal: { withinDays: 30, event: 'subscription.changed', times: 1 },
  exit: { onReply: true, onPayment: false, rule: null },
  coolDownDays: 30,
  maxEntries: null,
  maxRunning: 100,
  holdoutPercent: 0,
  priority: 50,
  approveBeforeSend: false,
  endsOn: null,
};

/** A house with one template, a supplier of its own for each test, and a Monday morning that every test begins on. */
export function usePlaybooks() {
  const database = useTestDatabase();
  const clock = testClock(monday);
  const actor = systemActor('test', 'req_test');
  const signal = new AbortController().signal;
  const services = (store: Store = database.current.store) => ({ ...testServices(database.current, { clock }), store });
  const owner = () => database.current.owner;

  // What happened and what was published stays on record, so every test has suppliers and playbooks of its own.
  let turn = 0;
  let mine = '';
  const named = (name: string) => `${name}_${turn}`;

  beforeAll(async () => {
    const words = { channel: 'email', purpose: 'success', subject: 'How is it going?', body: 'Hello!' };
    const state = { state: 'published', published_version: 1 };
    await owner()('message_templates').insert({ id: 'tpl_hello', name: 'Hello', ...words, ...state });
    await owner()('message_template_versions').insert({
      template_id: 'tpl_hello',
      number: 1,
      ...words,
      published_by: 'stf_test',
    });
  });

  beforeEach(async () => {
    clock.set(monday);
    await owner().raw(
      'truncate interventions, playbook_enrolments, playbook_candidates, playbook_policies, messages, tasks, alerts cascade',
    );
    await owner()('playbooks').update({ state: 'archived' });
    turn += 1;
    mine = named('sup');
    await aSupplier(mine);
  });

  async function aSupplier(id: string, over: Record<string, unknown> = {}): Promise<void> {
    await addSupplier(owner(), id, over);
    await owner()('contacts').insert({
      id: `con_${id}`,
      supplier_id: id,
      name: 'Jo',
      email: `${id}@example.com`,
      is_primary: true,
    });
  }

  async function aPlaybook(name: string, over: Partial<PlaybookDefinition> = {}): Promise<string> {
    await addLivePlaybook(owner(), named(name), { ...definition, ...over });
    return named(name);
  }

  /** Something happens to a supplier, and the house hears of it. */
  async function happens(type: EventType, supplierId = mine, occurredAt = clock.now()): Promise<void> {
    await database.current.store.transact(actor, async (writer) => {
      await tellExample(writer, type, { supplierId, occurredAt });
      const [stored = 0]: number[] = await writer.sql('success_events').orderBy('id', 'desc').limit(1).pluck('id');
      await followEvents.apply(writer, [told(type, supplierId, { id: stored, supplierId, occurredAt })], services());
    });
  }

  function told(type: string, resourceId: string, over: Partial<StoredSuccessEvent> = {}): StoredSuccessEvent {
    const at = { occurredAt: clock.now(), recordedAt: clock.now() };
    return { id: 9_999, type, supplierId: mine, resource: 'suppliers', resourceId, summary: type, ...at, ...over };
  }

  /** Lets everything that is due be done. */
  async function work(store?: Store): Promise<void> {
    for (;;) {
      const admitted = await admitCandidates.drain(services(store), signal);
      const advanced = await advanceEnrolments.drain(services(store), signal);
      if (admitted + advanced === 0) return;
    }
  }

  async function later(ms: number): Promise<void> {
    clock.advanceMs(ms);
    await work();
  }

  const column = async (table: string, name: string): Promise<unknown[]> => owner()(table).orderBy('id').pluck(name);
  const interventions = () =>
    owner()('interventions').orderBy('proposed_at').orderBy('id').select('step', 'state', 'reason');

  return {
    clock,
    owner,
    services,
    signal,
    named,
    aSupplier,
    aPlaybook,
    happens,
    told,
    work,
    later,
    column,
    interventions,
    /** The supplier of this test. */
    me: () => mine,
    transact: <T>(run: (writer: Writer) => Promise<T>) => database.current.store.transact(actor, run),
  };
}
