import {
  archiveStaffTemplate,
  findStaffTemplate,
  publishStaffTemplate,
  templateEditedSince,
} from '@wedsync/db/delivery';
import { usesOf, type Reader } from '@wedsync/db/platform';
import { templateUses } from '@wedsync/db/uses';
import type { StaffTemplate } from '@wedsync/domain/delivery';
import { agreedWords, defineError, NotFound } from '@wedsync/domain/platform';
import { z } from 'zod';
import { approvalOfUses, defineAction } from '../../platform/index.ts';

const TemplateStays = defineError('conflict', 'wrong-state', ({ why }: { why: string }) => why);
const noInput = z.strictObject({});

/** What is sent from now on. Words that two people agreed to are changed by two people. */
export const publishTemplate = defineAction({
  resource: 'message-templates',
  verb: 'publish',
  title: 'Publish',
  description: 'What is sent from now on; messages already queued keep their words',
  danger: false,
  reasonRequired: false,
  input: noInput,
  available: async (reader, id) => {
    const why = whyNotPublished(await templateOf(reader, id));
    if (why !== null) return { allowed: false, why };
    return { allowed: true, needsApproval: approvalOfUses(await usesOf(reader, templateUses, id)) !== null };
  },
  assess: async (reader, id) => {
    const { name, subject, body, purpose, publishedVersion } = await publishable(reader, id);
    return {
      supplierId: null,
      amount: null,
      approval: approvalOfUses(await usesOf(reader, templateUses, id)),
      fingerprint: JSON.stringify([subject, body, purpose, publishedVersion]),
      preview: {
        lines: [
          { label: 'Template', value: name },
          { label: 'Version', value: String((publishedVersion ?? 0) + 1) },
          ...(subject === '' ? [] : [{ label: 'Subject', value: subject }]),
          { label: 'Words', value: body },
        ],
        warnings: [],
      },
    };
  },
  perform: async (writer, id, _input, _context, run) => {
    const template = await publishable(writer, id);
    if (await templateEditedSince(writer, id, run.id))
      throw TemplateStays({ why: 'It was edited after this was asked for. Ask again for what it says now.' });
    await publishStaffTemplate(writer, template);
    return { state: 'succeeded' };
  },
});

export const archiveTemplate = defineAction({
  resource: 'message-templates',
  verb: 'archive',
  title: 'Put away',
  description: 'Nothing is sent from it any more; publishing it again brings it back',
  danger: true,
  reasonRequired: true,
  input: noInput,
  available: async (reader, id) => {
    const why = await whyNotPutAway(reader, await templateOf(reader, id));
    return why === null ? { allowed: true } : { allowed: false, why };
  },
  assess: async (reader, id) => {
    const { name, state } = await removable(reader, id);
    return {
      supplierId: null,
      amount: null,
      approval: null,
      fingerprint: state,
      preview: { lines: [{ label: 'Template', value: name }], warnings: [] },
    };
  },
  perform: async (writer, id) => {
    await archiveStaffTemplate(writer, (await removable(writer, id)).id);
    return { state: 'succeeded' };
  },
});

/** A playbook may know a template by its name, so that stays while two people's agreement stands on it. @throws TemplateStays */
export async function refuseRename(reader: Reader, { id, name }: StaffTemplate, wanted?: string): Promise<void> {
  const agreed = wanted === undefined || wanted === name ? null : agreedWords(await usesOf(reader, templateUses, id));
  if (agreed !== null) throw TemplateStays({ why: `It keeps its name: it is used by the ${agreed}.` });
}

function whyNotPublished({ state, edited }: StaffTemplate): string | null {
  return state === 'published' && !edited ? 'What is published says this already.' : null;
}

async function whyNotPutAway(reader: Reader, { id, state }: StaffTemplate): Promise<string | null> {
  if (state === 'archived') return 'This template is put away already.';
  const agreed = agreedWords(await usesOf(reader, templateUses, id));
  return agreed === null ? null : `It is used by the ${agreed}. Publish that without it, or archive it, first.`;
}

async function publishable(reader: Reader, id: string): Promise<StaffTemplate> {
  const template = await templateOf(reader, id);
  const why = whyNotPublished(template);
  if (why !== null) throw TemplateStays({ why });
  return template;
}

async function removable(reader: Reader, id: string): Promise<StaffTemplate> {
  const template = await templateOf(reader, id);
  const why = await whyNotPutAway(reader, template);
  if (why !== null) throw TemplateStays({ why });
  return template;
}

/** @throws NotFound */
export async function templateOf(reader: Reader, id: string): Promise<StaffTemplate> {
  const template = await findStaffTemplate(reader, id);
  if (template === undefined) throw NotFound({ what: 'message template', id });
  return template;
}
