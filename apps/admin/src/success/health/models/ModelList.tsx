import type { HealthModelRow } from '@wedsync/domain/success';
import { choicesOf, type FilterDefinition, RecordListPage } from '../../../platform/index.ts';
import { modelColumns } from './model-columns.tsx';
import { NewDraftButton } from './NewDraftButton.tsx';

const filters: readonly FilterDefinition[] = [
  { source: 'state', label: 'State', kind: 'choice', choices: choicesOf(['draft', 'published', 'retired']) },
];

/** The model that scores, those that scored before, and drafts. */
export default function ModelList() {
  return (
    <RecordListPage<HealthModelRow>
      title="Health models"
      sort={{ field: 'number', order: 'DESC' }}
      filters={filters}
      columns={modelColumns}
      actions={<NewDraftButton />}
      empty={{
        title: 'No model matches',
        text: 'Start a draft from the model that scores now; nothing changes until two people publish it.',
      }}
    />
  );
}
