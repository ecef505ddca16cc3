import { enrolmentStates, type Enrolment } from '@wedsync/domain/success';
import {
  anyOf,
  BulkActions,
  choicesIn,
  type FilterDefinition,
  RecordListPage,
  recordPath,
} from '../../platform/index.ts';
import { enrolmentColumns } from './enrolment-columns.tsx';
import { armWords } from './playbook-words.ts';
import { usePlaybookChoices } from './use-playbook-choices.ts';

/** Suppliers on their way through playbooks. */
export default function EnrolmentList() {
  const filters: readonly FilterDefinition[] = [
    { source: 'playbookId', label: 'Playbook', kind: 'choice', choices: usePlaybookChoices() },
    anyOf('state', 'State', enrolmentStates),
    { source: 'arm', label: 'Arm', kind: 'choice', choices: choicesIn(armWords) },
    { source: 'enteredFrom', label: 'Entered from', kind: 'date' },
    { source: 'enteredTo', label: 'Entered until', kind: 'date' },
  ];
  return (
    <RecordListPage<Enrolment>
      title="Enrolments"
      sort={{ field: 'enteredAt', order: 'DESC' }}
      filters={filters}
      columns={enrolmentColumns}
      rowPath={({ supplierId }) => `${recordPath('suppliers', supplierId)}?tab=playbooks`}
      bulkActions={<BulkActions noun="enrolment" />}
      empty={{ title: 'Nobody', text: 'Suppliers appear here once a published playbook takes them in.' }}
    />
  );
}
