import { segmentFields } from '@wedsync/db/segments';
import { createPlaybook, findPlaybook, listPlaybooks, updatePlaybook } from '@wedsync/db/success';
import type { Reader } from '@wedsync/db/platform';
import { NotFound } from '@wedsync/domain/platform';
import {
  createPlaybookSchema,
  playbookFilterSchema,
  playbookSchema,
  PlaybookStays,
  updatePlaybookSchema,
  type Playbook,
} from '@wedsync/domain/success';
import { defineResource } from '../../platform/index.ts';

/** Playbooks: what is edited is the draft; what runs is the version that two people published. */
export const playbooks = defineResource({
  name: 'playbooks',
  description: 'What is done for suppliers by itself: when, for whom, step by step, until which goal',
  row: playbookSchema,
  filter: playbookFilterSchema,
  list: listPlaybooks,
  show: findPlaybook,
  create: {
    input: createPlaybookSchema(segmentFields),
    run: async (writer, playbook, { uuids }) => playbookOf(writer, await createPlaybook(writer, playbook, uuids)),
  },
  update: {
    input: updatePlaybookSchema(segmentFields),
    run: async (writer, id, change) => {
      if ((await playbookOf(writer, id)).state === 'archived')
        throw PlaybookStays({ why: 'It is archived. Begin a new one instead.' });
      await updatePlaybook(writer, id, change);
    },
  },
});

/** @throws NotFound */
export async function playbookOf(reader: Reader, id: string): Promise<Playbook> {
  const playbook = await findPlaybook(reader, id);
  if (playbook === undefined) throw NotFound({ what: 'playbook', id });
  return playbook;
}
