import { staffTemplateStates, type StaffTemplate } from '@wedsync/domain/delivery';
import { channelTitles } from '@wedsync/domain/privacy';
import { anyOf, choicesIn, type FilterDefinition, RecordListPage } from '../../platform/index.ts';
import { NewTemplateButton } from './NewTemplateButton.tsx';
import { purposeChoices, templateColumns } from './template-columns.tsx';

const filters: readonly FilterDefinition[] = [
  anyOf('state', 'State', staffTemplateStates),
  anyOf('channel', 'By', choicesIn(channelTitles)),
  anyOf('purpose', 'For', purposeChoices),
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
        title: 'No templates',
        text: 'Write what playbooks say to suppliers by e-mail, text message or in the app. Nothing is sent until it is published.',
      }}
    />
  );
}
