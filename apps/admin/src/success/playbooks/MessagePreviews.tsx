import Box from '@mui/material/Box';
import type { StaffTemplate } from '@wedsync/domain/delivery';
import { allSteps, type PlaybookDefinition } from '@wedsync/domain/success';
import { Link } from 'react-router-dom';
import { TemplatePreview } from '../../delivery/staff-templates/index.ts';
import { recordPath, ToneChip } from '../../platform/index.ts';
import { usePublishedTemplates } from './playbook-data.ts';

/** Each message of a playbook as a real supplier would read it: in the published words, whatever is being edited. */
export function MessagePreviews({ definition }: { readonly definition: PlaybookDefinition }) {
  const templates = usePublishedTemplates();
  const used = new Set(allSteps(definition.steps).flatMap((step) => (step.kind === 'message' ? [step.template] : [])));
  return templates
    .filter(({ id, name }) => used.has(name) || used.has(id))
    .map((template) => <Preview key={template.id} template={template} />);
}

function Preview({ template: { id, name, channel, published, edited } }: { readonly template: StaffTemplate }) {
  if (published === null) return null;
  return (
    <Box component="section" aria-label={`Message ${name}`} sx={{ display: 'grid', gap: 1, minWidth: 0 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 2, fontWeight: 600 }}>
        <Link to={recordPath('message-templates', id)}>{name}</Link>
        {edited && <ToneChip tone="caution">Being edited: these are the words that are sent</ToneChip>}
      </Box>
      <TemplatePreview draft={{ channel, ...published }} />
    </Box>
  );
}
