import { staffTemplateStates, type StaffTemplate } from '@wedsync/domain/delivery';
import { contactChannels, contactPurposes } from '@wedsync/domain/privacy';
import { anyOf, type FilterDefinition, RecordListPage } from '../../platform/index.ts';
import { channelChoices } from '../messages/message-columns.tsx';
import { NewTemplateButton } from './NewTemplateButton.tsx';
import { templateColumns } from './template-columns.tsx';

const filters: readonly FilterDefinition[] = [
  anyOf('state', 'State', staffTemplateStates),
  anyOf(
    'channel',
    'By',
    channelChoices.filter(({ id }) => contactChannels.some((channel) => channel === id)),
  ),
  anyOf('purpose', 'For', contactPurposes),
];

/** Messages that staff write for playbooks. */
export default function TemplateList() {
  return (
    <RecordListPage<StaffTemplate>
      title="Templates"
      sort={{ field: 'name', order: 'ASC' }}
      filters={filters}
      search="Name"
      columns={templateColumns}
      actions={<NewTemplateButton />}
      empty={{
        title: 'No templates match',
        text: 'Write what playbooks say to suppliers by e-mail, text message or in the app. Nothing is sent until it is published.',
      }}
    />
  );
}
