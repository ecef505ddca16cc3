import {
  archiveStaffTemplate,
  createStaffTemplate,
  findStaffTemplate,
  listStaffTemplates,
  publishStaffTemplate,
  updateStaffTemplate,
} from '@wedsync/db/delivery';
import type { Reader } from '@wedsync/db/platform';
import {
  createStaffTemplateSchema,
  staffTemplateFilterSchema,
  staffTemplateSchema,
  templateProblems,
  updateStaffTemplateSchema,
  type StaffTemplate,
  type TemplateWords,
} from '@wedsync/domain/delivery';
import { defineError, Invalid, NotFound } from '@wedsync/domain/platform';
import { defineResource, type RequestContext } from '../../platform/index.ts';
import { defineRecordAction } from '../record-action.ts';

export const staffTemplates = defineResource({
  name: 'message-templates',
  description: 'Messages that staff write for playbooks: drafts, and what of them is published',
  row: staffTemplateSchema,
  filter: staffTemplateFilterSchema,
  list: listStaffTemplates,
  show: findStaffTemplate,
  create: {
    input: createStaffTemplateSchema,
    run: async (writer, draft, context) => {
      refuseProblems(draft, context);
      return found(writer, await createStaffTemplate(writer, draft, context.uuids));
    },
  },
  update: {
    input: updateStaffTemplateSchema,
    run: async (writer, id, change, context) => {
      refuseProblems({ ...(await found(writer, id)), ...change }, context);
      await updateStaffTemplate(writer, id, change);
    },
  },
});

const NothingNew = defineError('conflict', 'wrong-state', () => 'What is published says this already.');
const NotInUse = defineError('conflict', 'wrong-state', () => 'This template is put away already.');

export const publishTemplate = defineRecordAction<StaffTemplate>({
  resource: 'message-templates',
  verb: 'publish',
  title: 'Publish',
  description: 'What is sent from now on; messages already queued keep their words',
  danger: false,
  find: findStaffTemplate,
  linesOf: (template) => [
    { label: 'Template', value: template.name },
    { label: 'Version', value: String((template.publishedVersion ?? 0) + 1) },
  ],
  refuse: ({ state, edited }) => (state === 'published' && !edited ? NothingNew(undefined) : null),
  perform: publishStaffTemplate,
});

export const archiveTemplate = defineRecordAction<StaffTemplate>({
  resource: 'message-templates',
  verb: 'archive',
  title: 'Put away',
  description: 'Nothing is sent from it any more; publishing it again brings it back',
  danger: true,
  find: findStaffTemplate,
  linesOf: ({ name }) => [{ label: 'Template', value: name }],
  refuse: ({ state }) => (state === 'archived' ? NotInUse(undefined) : null),
  perform: (writer, { id }) => archiveStaffTemplate(writer, id),
});

/** @throws Invalid with what to put right, per field */
function refuseProblems(words: TemplateWords, { env }: RequestContext): void {
  const fields = templateProblems(words, env.messageLinkHosts);
  if (Object.keys(fields).length > 0) throw Invalid({ message: 'Some of it must be put right first.' }, { fields });
}

async function found(reader: Reader, id: string): Promise<StaffTemplate> {
  const template = await findStaffTemplate(reader, id);
  if (template === undefined) throw NotFound({ what: 'message template', id });
  return template;
}
