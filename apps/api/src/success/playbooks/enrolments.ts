import { endEnrolment, findEnrolment, listEnrolments } from '@wedsync/db/success';
import type { Reader } from '@wedsync/db/platform';
import { NotFound } from '@wedsync/domain/platform';
import { enrolmentFilterSchema, enrolmentSchema, PlaybookStays, type Enrolment } from '@wedsync/domain/success';
import { z } from 'zod';
import { defineAction, defineResource } from '../../platform/index.ts';

export const enrolments = defineResource({
  name: 'enrolments',
  description: 'Suppliers on their way through playbooks, and those held out to compare with',
  row: enrolmentSchema,
  filter: enrolmentFilterSchema,
  list: listEnrolments,
  show: findEnrolment,
});

/** One supplier leaves; the playbook goes on for the others. */
export const exitEnrolment = defineAction({
  resource: 'enrolments',
  verb: 'exit',
  title: 'Take out',
  description: 'Ends the playbook for this supplier and takes back what has not left',
  danger: false,
  reasonRequired: true,
  bulk: true,
  input: z.strictObject({}),
  available: async (reader, id) => {
    const why = whyNot(await enrolmentOf(reader, id));
    return why === null ? { allowed: true } : { allowed: false, why };
  },
  assess: async (reader, id) => {
    const enrolment = await enrolmentOf(reader, id);
    const why = whyNot(enrolment);
    if (why !== null) throw PlaybookStays({ why });
    return {
      supplierId: enrolment.supplierId,
      amount: null,
      approval: null,
      fingerprint: enrolment.state,
      preview: {
        lines: [
          { label: 'Supplier', value: enrolment.businessName },
          { label: 'Leaves', value: enrolment.playbookName },
        ],
        warnings: [],
      },
    };
  },
  perform: async (writer, id, _input, { clock }) => {
    const { name, reason } = writer.actor;
    await writer.sql('playbook_enrolments').where({ id }).forUpdate().first('id');
    const enrolment = await enrolmentOf(writer, id);
    const why = whyNot(enrolment);
    if (why !== null) throw PlaybookStays({ why });
    const end = { state: 'exited', reason: `${name} took them out: ${reason ?? 'no reason given'}` } as const;
    await endEnrolment(writer, enrolment, end, clock.now());
    return { state: 'succeeded' };
  },
});

/** Who is held out gets nothing that could be stopped; leaving would only spoil the comparison. */
function whyNot({ state, arm }: Enrolment): string | null {
  if (state !== 'running') return 'They are not in it any more.';
  return arm === 'held_out' ? 'They are held out: nothing is done for them.' : null;
}

async function enrolmentOf(reader: Reader, id: string): Promise<Enrolment> {
  const enrolment = await findEnrolment(reader, id);
  if (enrolment === undefined) throw NotFound({ what: 'enrolment', id });
  return enrolment;
}
