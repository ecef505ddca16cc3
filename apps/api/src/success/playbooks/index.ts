import { enrolments, exitEnrolment } from './enrolments.ts';
import { approveIntervention, interventions, playbookCandidates, rejectIntervention } from './interventions.ts';
import { archivePlaybookAction, pausePlaybookAction, resumePlaybookAction } from './playbook-actions.ts';
import { playbookPolicyResource, startAllPlaybooks, stopAllPlaybooks } from './playbook-policy.ts';
import { playbooks } from './playbooks.ts';
import { publishPlaybookAction } from './publish-playbook.ts';

export { playbookDoors } from './playbook-doors.ts';

export const playbookResources = [playbooks, playbookCandidates, enrolments, interventions, playbookPolicyResource];
export const playbookActions = [
  publishPlaybookAction,
  pausePlaybookAction,
  resumePlaybookAction,
  archivePlaybookAction,
  exitEnrolment,
  approveIntervention,
  rejectIntervention,
  stopAllPlaybooks,
  startAllPlaybooks,
];
