import { decideReferral, findReferral, gatherReferralFacts } from '@wedsync/db/success';
import type { Reader } from '@wedsync/db/platform';
import { tellStory } from '@wedsync/db/suppliers';
import { NotFound } from '@wedsync/domain/platform';
import {
  decideReferralSchema,
  NothingToDecide,
  ruleOver,
  type DecideReferral,
  type Referral,
} from '@wedsync/domain/success';
import { defineAction } from '../../platform/index.ts';

/** A colleague knows better than the rules. What they take for fraud is credited by two people. */
export const decideReferralAction = defineAction({
  resource: 'referrals',
  verb: 'decide',
  title: 'Decide',
  description: 'Credit or refuse an accepted invite in place of the rules, or let the rules decide again',
  danger: false,
  reasonRequired: true,
  input: decideReferralSchema,
  available: async (reader, id) => {
    const why = whyNot(await referralOf(reader, id));
    return why === null ? { allowed: true } : { allowed: false, why };
  },
  assess: async (reader, id, { decision }) => {
    const referral = await decidable(reader, id, decision);
    const rule = await ruleOf(reader, id);
    const fraud = decision === 'credit' && rule?.state === 'fraud';
    return {
      supplierId: referral.inviter?.supplierId ?? null,
      amount: null,
      approval: fraud
        ? { permission: 'referrals:approve', why: 'What the rules take for fraud is credited by two people.' }
        : null,
      fingerprint: JSON.stringify([referral.state, referral.reason, referral.decision, rule?.reason]),
      preview: {
        lines: [
          { label: 'Inviter', value: nameOf(referral.inviter) },
          { label: 'Invitee', value: nameOf(referral.invitee) },
          { label: 'Now', value: inWords(referral) },
          { label: 'The rules say', value: rule?.words ?? 'Nothing speaks against it.' },
          { label: 'Will be', value: outcomes[decision] },
        ],
        warnings: fraud ? [rule.words] : [],
      },
    };
  },
  perform: async (writer, id, { decision }, { clock }, run) => {
    const { inviteId, inviter, invitee } = await decidable(writer, id, decision);
    const at = clock.now();
    const reason = run.reason ?? writer.actor.reason ?? '';
    const by = { id: run.requestedBy, name: run.requestedByName };
    await decideReferral(writer, { id, inviteId, decision: decision === 'rules' ? null : decision, reason, by }, at);
    const title = `${by.name} decided on the invite to ${nameOf(invitee)}: ${outcomes[decision]}`;
    await tellStory(
      writer,
      {
        type: 'referral.decided',
        supplierId: inviter?.supplierId ?? null,
        resource: 'referrals',
        resourceId: id,
        summary: title,
        occurredAt: at,
      },
      {
        kind: 'referral',
        title: `${title}. ${reason}`,
        source: 'referrals',
        sourceId: `${id}:decided:${at.toISOString()}`,
      },
    );
    const { state } = await referralOf(writer, id);
    return { state: 'succeeded', result: { state } };
  },
});

const outcomes: Readonly<Record<DecideReferral['decision'], string>> = {
  credit: 'Credited as soon as the invitee pays',
  refuse: 'Refused',
  rules: 'What the rules say',
};

async function referralOf(reader: Reader, id: string): Promise<Referral> {
  const referral = await findReferral(reader, id);
  if (referral === undefined) throw NotFound({ what: 'referral', id });
  return referral;
}

function whyNot({ acceptedAt, inviter, invitee }: Referral): string | null {
  if (acceptedAt === null) return 'Nobody has accepted it yet.';
  return inviter === null || invitee === null ? 'Not both suppliers are known here, or yours to see.' : null;
}

async function decidable(reader: Reader, id: string, decision: DecideReferral['decision']): Promise<Referral> {
  const referral = await referralOf(reader, id);
  const why = whyNot(referral) ?? (isSame(referral, decision) ? 'That is what counts already.' : null);
  if (why !== null) throw NothingToDecide({ why });
  return referral;
}

function isSame({ decision: earlier }: Referral, decision: DecideReferral['decision']): boolean {
  return decision === (earlier?.decision ?? 'rules');
}

async function ruleOf(reader: Reader, id: string) {
  const [facts] = await gatherReferralFacts(reader, [id]);
  return facts === undefined ? null : ruleOver(facts);
}

function nameOf(party: Referral['inviter']): string {
  return party?.businessName ?? 'somebody not known here';
}

function inWords({ state, why }: Referral): string {
  return why === null ? state : `${state}: ${why}`;
}
