import { arms, type InterventionOutcome } from '@wedsync/domain/success';
import {
  anyOf,
  choicesIn,
  type Column,
  type FilterDefinition,
  formatPercent,
  humanize,
  inMajorUnits,
  ListCsv,
  Money,
  RecordListPage,
  RelativeTime,
  ToneChip,
} from '../../platform/index.ts';
import { armWords } from '../playbooks/playbook-words.ts';
import { usePlaybookChoices } from '../playbooks/use-playbook-choices.ts';
import { InterventionTabs } from './InterventionTabs.tsx';

const plans = ['starter', 'professional', 'scale', 'enterprise', 'none'];
const bands = ['healthy', 'attention', 'at_risk', 'critical', 'unknown'];

/** What became of each supplier that entered a playbook: the rows behind the funnel and the report. */
export default function OutcomeList() {
  const filters: readonly FilterDefinition[] = [
    { source: 'playbookId', label: 'Playbook', kind: 'choice', choices: usePlaybookChoices() },
    {
      source: 'arm',
      label: 'Arm',
      kind: 'choice',
      choices: choicesIn(armWords).filter(({ id }) => arms.some((arm) => arm === id)),
    },
    anyOf('planCode', 'Plan on entering', plans),
    anyOf('healthBand', 'Health on entering', bands),
    { source: 'monthFrom', label: 'Entered from (YYYY-MM)', kind: 'text' },
    { source: 'monthTo', label: 'Entered until (YYYY-MM)', kind: 'text' },
    { source: 'counted', label: 'Counts for the effect', kind: 'yes-no' },
    { source: 'goalJudged', label: 'Goal is due', kind: 'yes-no' },
    { source: 'goalMet', label: 'Goal met', kind: 'yes-no' },
    { source: 'stayJudged', label: 'Time to stay has passed', kind: 'yes-no' },
    { source: 'retained', label: 'Stayed', kind: 'yes-no' },
    { source: 'contacted', label: 'Reached by an act', kind: 'yes-no' },
  ];
  return (
    <RecordListPage<InterventionOutcome>
      title="Outcomes"
      search="Search by supplier"
      sort={{ field: 'enteredAt', order: 'DESC' }}
      filters={filters}
      above={<InterventionTabs />}
      actions={<ListCsv<InterventionOutcome> name="intervention-outcomes" columns={csv} />}
      columns={outcomeColumns}
      rowPath={({ supplierId }) => `/suppliers/${supplierId}/show`}
      empty={{
        title: 'Nothing measured',
        text: 'Every supplier that enters a playbook, or is held out of it, appears here within the hour.',
      }}
    />
  );
}

const dash = '–';
const yesNo = (value: boolean | null, words: { readonly yes: string; readonly no: string }) =>
  value === null ? dash : value ? words.yes : words.no;

const outcomeColumns: readonly Column<InterventionOutcome>[] = [
  { id: 'supplier', label: 'Supplier', always: true, phone: true, render: ({ businessName }) => businessName },
  { id: 'playbook', label: 'Playbook', render: ({ playbookName }) => playbookName },
  {
    id: 'arm',
    label: 'Arm',
    phone: true,
    render: ({ arm, counted }) => (
      <>
        {armWords[arm]} {!counted && <ToneChip tone="neutral">Not counted</ToneChip>}
      </>
    ),
  },
  {
    id: 'entered',
    label: 'Entered',
    oneLine: true,
    sortBy: 'enteredAt',
    render: ({ enteredAt }) => <RelativeTime at={enteredAt} />,
  },
  {
    id: 'group',
    label: 'Compared within',
    render: ({ planCode, healthBand }) => `${humanize(planCode)}, ${humanize(healthBand).toLowerCase()}`,
  },
  { id: 'goal', label: 'Goal', phone: true, render: ({ goalMet }) => yesNo(goalMet, { yes: 'Met', no: 'Missed' }) },
  {
    id: 'stayed',
    label: 'Stayed',
    render: ({ paying, retained }) => (paying ? yesNo(retained, { yes: 'Yes', no: 'Left' }) : 'Did not pay'),
  },
  {
    id: 'residual',
    label: 'Worth on entering',
    align: 'right',
    sortBy: 'residualMinor',
    render: ({ residualMinor }) => <Money amountMinor={residualMinor} currency="GBP" />,
  },
  {
    id: 'change',
    label: 'Change of value',
    align: 'right',
    sortBy: 'valueChangeMinor',
    render: ({ valueChangeMinor }) => <Money amountMinor={valueChangeMinor} currency="GBP" />,
  },
  {
    id: 'reached',
    label: 'Acts that reached',
    align: 'right',
    render: ({ reached, acts }) => (acts === 0 ? dash : `${reached} of ${acts} (${formatPercent(reached / acts, 0)})`),
  },
  {
    id: 'cost',
    label: 'Cost',
    align: 'right',
    sortBy: 'costMinor',
    render: ({ costMinor }) => <Money amountMinor={costMinor} currency="GBP" />,
  },
  { id: 'owner', label: 'CSM', hidden: true, render: ({ ownerName }) => ownerName ?? dash },
];

const pounds = (minor: number | null) => (minor === null ? null : inMajorUnits(minor));
const told = (value: boolean | null) => (value === null ? null : String(value));

const csv = {
  Supplier: (row: InterventionOutcome) => row.businessName,
  Playbook: (row: InterventionOutcome) => row.playbookName,
  Arm: (row: InterventionOutcome) => row.arm,
  Counted: (row: InterventionOutcome) => told(row.counted),
  Entered: (row: InterventionOutcome) => row.enteredAt,
  Plan: (row: InterventionOutcome) => row.planCode,
  Health: (row: InterventionOutcome) => row.healthBand,
  'Goal met': (row: InterventionOutcome) => told(row.goalMet),
  Paying: (row: InterventionOutcome) => told(row.paying),
  Stayed: (row: InterventionOutcome) => told(row.retained),
  'Worth on entering (GBP)': (row: InterventionOutcome) => pounds(row.residualMinor),
  'Change of value (GBP)': (row: InterventionOutcome) => pounds(row.valueChangeMinor),
  Acts: (row: InterventionOutcome) => row.acts,
  Reached: (row: InterventionOutcome) => row.reached,
  Engaged: (row: InterventionOutcome) => row.engaged,
  'Cost (GBP)': (row: InterventionOutcome) => pounds(row.costMinor),
};
