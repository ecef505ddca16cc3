import Box from '@mui/material/Box';
import type { StaffTemplate } from '@wedsync/domain/delivery';
import { allSteps, playbookDefinitionSchema, type PlaybookDefinition } from '@wedsync/domain/success';
import { useRecordContext, type RaRecord } from 'react-admin';
import { useWatch } from 'react-hook-form';
import { useSettled } from '../../../platform/index.ts';
import { TemplatePreview } from '../../../delivery/staff-templates/index.ts';
import { useSegmentFields } from '../../../suppliers/segments/index.ts';
import { usePublishedTemplates } from '../playbook-data.ts';
import { DryRun } from '../show/DryRun.tsx';

const pauseMs = 500;

/** Beside the form: who would enter what is typed, and what its messages say to a real supplier. */
export function DraftAside() {
  const record = useRecordContext<RaRecord<string>>();
  const { fields } = useSegmentFields();
  const typed: PlaybookDefinition | undefined = useWatch({ name: 'draft' });
  const draft = useSettled(typed, pauseMs);
  const read = fields.length === 0 ? undefined : playbookDefinitionSchema(fields).safeParse(draft);
  return (
    <Box sx={{ display: 'grid', gap: 5, minWidth: 0 }}>
      <DryRun
        playbookId={record?.id ?? null}
        draft={read?.success ? read.data : null}
        fault={read?.error?.issues.find(({ code }) => code === 'custom')?.message}
      />
      {typed !== undefined && <MessagePreviews draft={typed} />}
    </Box>
  );
}

/** Each message of a playbook as a real supplier would read it. */
export function MessagePreviews({ draft }: { readonly draft: PlaybookDefinition }) {
  const templates = usePublishedTemplates();
  const used = new Set(allSteps(draft.steps).flatMap((step) => (step.kind === 'message' ? [step.template] : [])));
  return templates
    .filter(({ id, name }) => used.has(name) || used.has(id))
    .map((template) => <Preview key={template.id} template={template} />);
}

function Preview({ template: { name, channel, purpose, subject, body } }: { readonly template: StaffTemplate }) {
  return (
    <Box component="section" aria-label={`Message ${name}`} sx={{ display: 'grid', gap: 1, minWidth: 0 }}>
      <strong>{name}</strong>
      <TemplatePreview draft={{ channel, purpose, subject, body }} />
    </Box>
  );
}
