import { z } from 'zod';
import { eventKind, plainEventKind } from '../platform/index.ts';

const score = z.int().nullable();
const healthMove = { before: score, bandBefore: z.string(), after: score, bandAfter: z.string() };
const fell = { before: 62, bandBefore: 'fair', after: 34, bandAfter: 'at_risk' };

const referral = z.strictObject({
  referralId: z.string(),
  inviteeId: z.string(),
  inviteeName: z.string(),
  reason: z.string().nullable(),
});
const referralExample = {
  referralId: 'rfl_1',
  inviteeId: 'sup_2',
  inviteeName: 'Lily & Rose Florists',
  reason: null,
};

/** What health, churn, milestones, referrals and playbooks tell. */
export const successEventKinds = {
  'health.changed': eventKind({
    description: 'The health of a supplier changed; without figures when a person set or ended an override.',
    payload: z.strictObject(healthMove).partial(),
    example: fell,
  }),
  'health.dropped_to_at_risk': eventKind({
    description: 'The health of a supplier fell to at risk or below.',
    payload: z.strictObject({
      ...healthMove,
      mrrMinor: z.int(),
      businessName: z.string(),
      exception: z.string().nullable(),
      reasons: z.array(z.string()),
    }),
    example: {
      ...fell,
      mrrMinor: 4900,
      businessName: 'Ava Photography',
      exception: null,
      reasons: ['No sign-in for 20 days'],
    },
  }),
  'health.override_ended': plainEventKind('A health score that a person had set counts no more.'),
  'health_model.published': plainEventKind('Another model scores health from now on.'),
  'health_model.simulated': plainEventKind('It was worked out whom a draft of the health model would move.'),
  'health_model.applied': plainEventKind('Everybody was scored by the health model in force.'),
  'churn_model.trained': plainEventKind('A churn model was trained.'),
  'churn_model.took_office': plainEventKind('A churn model became shadow, champion or retired.'),
  'churn.changed': eventKind({
    description: 'The foretold probability of leaving passed a mark at which a live playbook begins.',
    payload: z.strictObject({ before: z.number(), after: z.number(), horizonDays: z.int() }),
    example: { before: 0.22, after: 0.41, horizonDays: 90 },
  }),
  'churn_model.critical': plainEventKind('The churn model in office does badly.'),
  'churn_prediction.dismissed': plainEventKind('Somebody said that a prediction of leaving is wrong.'),
  'milestone.reached': eventKind({
    description: 'A supplier reached a milestone.',
    payload: z.strictObject({
      milestone: z.string(),
      title: z.string(),
      vendorType: z.string(),
      day: z.int(),
    }),
    example: { milestone: 'first_form', title: 'First form submitted', vendorType: 'photographer', day: 3 },
  }),
  'milestone.late': eventKind({
    description: 'A supplier is later for a milestone than others of its kind.',
    payload: z.strictObject({
      milestone: z.string(),
      title: z.string(),
      because: z.string(),
      day: z.int(),
    }),
    example: { milestone: 'first_form', title: 'First form submitted', because: 'target', day: 15 },
  }),
  'playbook.published': plainEventKind('A playbook takes suppliers in by a new version.'),
  'playbook.paused': plainEventKind('Nobody enters or moves in a playbook for now.'),
  'playbook.resumed': plainEventKind('A paused playbook goes on.'),
  'playbook.archived': plainEventKind('A playbook ended for everybody in it.'),
  'playbook.entered': eventKind({
    description: 'A supplier entered a playbook.',
    payload: z.strictObject({ enrolmentId: z.string() }),
    example: { enrolmentId: 'enr_1' },
  }),
  'playbook.ended': eventKind({
    description: 'A supplier is through a playbook, or left it.',
    payload: z.strictObject({ enrolmentId: z.string(), state: z.string() }),
    example: { enrolmentId: 'enr_1', state: 'finished' },
  }),
  'intervention.proposed': plainEventKind('A message of a playbook waits for a colleague to agree.'),
  'intervention.decided': eventKind({
    description:
      'A colleague agreed to a message of a playbook, or did not; it is kept back where it may not be sent any more.',
    payload: z.strictObject({ outcome: z.enum(['released', 'kept_back', 'rejected']) }),
    example: { outcome: 'released' },
  }),
  'playbooks.stopped': plainEventKind('Somebody stopped all playbooks.'),
  'playbooks.started': plainEventKind('Somebody let all playbooks go on.'),
  'referral.accepted': eventKind({
    description: 'A supplier accepted the invite of another one; told of the inviter.',
    payload: referral,
    example: { ...referralExample, reason: 'not_paid' },
  }),
  'referral.credited': eventKind({
    description: 'A supplier that was invited pays, and its inviter has the credit; told of the inviter.',
    payload: referral,
    example: referralExample,
  }),
  'referral.rejected': eventKind({
    description: 'An accepted invite looks like fraud and earns no credit; told of the inviter.',
    payload: referral,
    example: { ...referralExample, reason: 'same_card' },
  }),
  'referral.decided': plainEventKind(
    'A colleague decided on an invite in place of the rules, or took such a word back.',
  ),
  'referral.withdrawn': eventKind({
    description: 'A credit no longer stands, because of what became known later or of what a colleague decided.',
    payload: referral,
    example: { ...referralExample, reason: 'another_first' },
  }),
};
