import type { ReferralDecision } from '@wedsync/domain/success';
import type { Writer } from '../../platform/index.ts';
import { scoreReferrals } from './score-referrals.ts';

export type DecidedReferral = {
  readonly id: string;
  readonly inviteId: string;
  /** Null takes an earlier word back. */
  readonly decision: ReferralDecision | null;
  readonly reason: string;
  readonly by: { readonly id: string; readonly name: string };
};

/** Puts a colleague's word in front of the rules, or takes it back, and judges the invite anew. */
export async function decideReferral(writer: Writer, decided: DecidedReferral, now: Date): Promise<void> {
  const { id, inviteId, decision, reason, by } = decided;
  if (decision === null) await writer.sql('referral_decisions').where({ id }).delete();
  else
    await writer
      .sql('referral_decisions')
      .insert({ id, decision, reason, by_id: by.id, by_name: by.name, at: now })
      .onConflict('id')
      .merge();
  await scoreReferrals(writer, [inviteId], now);
}
