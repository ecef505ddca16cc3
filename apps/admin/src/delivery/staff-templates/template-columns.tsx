import type { StaffTemplate } from '@wedsync/domain/delivery';
import { purposeTitles } from '@wedsync/domain/privacy';
import { choicesIn, type Column, RelativeTime, StatusChip, ToneChip } from '../../platform/index.ts';
import { channelName } from '../messages/message-columns.tsx';

export const purposeChoices = choicesIn(purposeTitles);

/** Where a template stands: what is sent, and whether somebody is writing the next version. */
export function TemplateState({ template }: { readonly template: StaffTemplate }) {
  return (
    <>
      <StatusChip status={template.state} />
      {template.state === 'published' && template.edited && <ToneChip tone="caution">Unpublished changes</ToneChip>}
    </>
  );
}

/** Columns of the list of templates. */
export const templateColumns: readonly Column<StaffTemplate>[] = [
  { id: 'name', label: 'Template', render: ({ name }) => name, sortBy: 'name', always: true, phone: true },
  { id: 'channel', label: 'By', render: ({ channel }) => channelName(channel) },
  {
    id: 'purpose',
    label: 'For',
    render: ({ purpose }) => purposeTitles[purpose],
  },
  { id: 'state', label: 'State', render: (template) => <TemplateState template={template} />, phone: true },
  {
    id: 'publishedVersion',
    label: 'Version',
    align: 'right',
    render: ({ publishedVersion }) => <span className="tabular">{publishedVersion ?? '–'}</span>,
  },
  {
    id: 'updatedAt',
    label: 'Changed',
    render: ({ updatedAt }) => <RelativeTime at={updatedAt} />,
    sortBy: 'updatedAt',
  },
];
