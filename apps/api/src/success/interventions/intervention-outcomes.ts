import { findInterventionOutcome, listInterventionOutcomes } from '@wedsync/db/success';
import { interventionOutcomeFilterSchema, interventionOutcomeSchema } from '@wedsync/domain/success';
import { defineResource } from '../../platform/index.ts';

/** What became of suppliers that entered playbooks: the rows behind every figure of the report. */
export const interventionOutcomes = defineResource({
  name: 'intervention-outcomes',
  description:
    'What became of each supplier that entered a playbook, treated or held out: goal, staying, value and cost',
  row: interventionOutcomeSchema,
  filter: interventionOutcomeFilterSchema,
  list: listInterventionOutcomes,
  show: findInterventionOutcome,
});
