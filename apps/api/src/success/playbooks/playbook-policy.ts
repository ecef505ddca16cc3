import { keepPlaybookPolicy, playbookPolicy, playbookPolicyRow } from '@wedsync/db/success';
import { emitEvents, type Reader } from '@wedsync/db/platform';
import { Invalid, NotFound } from '@wedsync/domain/platform';
import { playbookPolicyRowSchema, playbookPolicySchema, PlaybookStays } from '@wedsync/domain/success';
import { z } from 'zod';
import { defineAction, defineResource } from '../../platform/index.ts';

/** The one row of what holds for all playbooks together. */
export const playbookPolicyResource = defineResource({
  name: 'playbook-policy',
  description:
    'What holds for all playbooks together: caps, quiet hours, patience, and whether they run at all; its id is "all"',
  row: playbookPolicyRowSchema,
  filter: z.strictObject({}),
  list: async (reader) => ({ rows: [await playbookPolicyRow(reader)], total: 1, estimated: false }),
  show: async (reader, id) => (id === 'all' ? playbookPolicyRow(reader) : undefined),
  update: {
    input: z.strictObject({ policy: playbookPolicySchema.optional() }),
    run: async (writer, _id, { policy }, { clock }) => {
      if (policy === undefined) return;
      if (policy.stopped !== (await playbookPolicy(writer)).stopped)
        throw Invalid({ message: 'Playbooks are stopped and started by their own buttons, which ask why.' });
      await keepPlaybookPolicy(writer, policy, clock.now());
    },
  },
});

const switches = {
  'stop-all': {
    stopped: true,
    title: 'Stop all playbooks',
    description:
      'Nobody enters, no step is taken, nothing new is sent by any playbook until they are started again; whoever has a reason to leave still leaves',
    danger: true,
    already: 'All playbooks are stopped.',
    event: 'playbooks.stopped',
  },
  'start-all': {
    stopped: false,
    title: 'Start all playbooks',
    description: 'Playbooks go on where they stood',
    danger: false,
    already: 'No stop is in force.',
    event: 'playbooks.started',
  },
} as const;

const defineSwitch = (verb: keyof typeof switches) => {
  const { stopped, title, description, danger, already, event } = switches[verb];
  return defineAction({
    resource: 'playbook-policy',
    verb,
    title,
    description,
    danger,
    reasonRequired: true,
    input: z.strictObject({}),
    available: async (reader, id) =>
      (await policyOf(reader, id)).stopped === stopped ? { allowed: false, why: already } : { allowed: true },
    assess: async (reader, id) => {
      if ((await policyOf(reader, id)).stopped === stopped) throw PlaybookStays({ why: already });
      return {
        supplierId: null,
        amount: null,
        approval: null,
        fingerprint: String(stopped),
        preview: { lines: [{ label: title, value: description }], warnings: [] },
      };
    },
    perform: async (writer, id, _input, { clock }) => {
      const now = clock.now();
      await keepPlaybookPolicy(writer, { ...(await policyOf(writer, id)), stopped }, now);
      const summary = `${writer.actor.name} ${stopped ? 'stopped' : 'started'} all playbooks`;
      await emitEvents(writer, [
        { type: event, supplierId: null, resource: 'playbook-policy', resourceId: 'all', summary, occurredAt: now },
      ]);
      return { state: 'succeeded' };
    },
  });
};

export const stopAllPlaybooks = defineSwitch('stop-all');
export const startAllPlaybooks = defineSwitch('start-all');

async function policyOf(reader: Reader, id: string) {
  if (id !== 'all') throw NotFound({ what: 'playbook policy', id });
  return playbookPolicy(reader);
}
