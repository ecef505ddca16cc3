import { createStaffTemplate, findStaffTemplate, listStaffTemplates, updateStaffTemplate } from '@wedsync/db/delivery';
import {
  createStaffTemplateSchema,
  staffTemplateFilterSchema,
  staffTemplateSchema,
  templateProblems,
  updateStaffTemplateSchema,
  type TemplateWords,
} from '@wedsync/domain/delivery';
import { Invalid } from '@wedsync/domain/platform';
import { defineResource, type RequestContext } from '../../platform/index.ts';
import { refuseRename, templateOf } from './actions.ts';

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
      return templateOf(writer, await createStaffTemplate(writer, draft, context.uuids));
    },
  },
  update: {
    input: updateStaffTemplateSchema,
    run: async (writer, id, change, context) => {
      const template = await templateOf(writer, id);
      refuseProblems({ ...template, ...change }, context);
      await refuseRename(writer, template, change.name);
      await updateStaffTemplate(writer, id, change);
    },
  },
});

/** @throws Invalid with what to put right, per field */
function refuseProblems(words: TemplateWords, { env }: RequestContext): void {
  const fields = templateProblems(words, env.messageLinkHosts);
  if (Object.keys(fields).length > 0) throw Invalid({ message: 'Some of it must be put right first.' }, { fields });
}
