import { judgeReferrals } from '@wedsync/domain/success';
import { lock, markForRecompute, type Writer } from '../../platform/index.ts';
import { mergeReferrals, relatedReferrals } from './merge.repository.ts';
import { gatherReferralFacts, type JudgedReferral } from './referral-facts.queries.ts';
import { tellReferrals } from './tell.repository.ts';

export type ScoredReferrals = { readonly judged: number; readonly changed: number };

/**
 * Judges these invites, and those whose verdict hangs on them, from all that is known: reported facts, suppliers, contacts, cards, payments and what
 * colleagues decided. Repeating it changes nothing. What changed is told once, unless it is history.
 */
export async function scoreReferrals(
  writer: Writer,
  inviteIds: readonly string[],
  now: Date,
): Promise<ScoredReferrals> {
  if (inviteIds.length === 0) return { judged: 0, changed: 0 };
  // One at a time: two judgements that overlap could otherwise each miss what the other is about to say.
  await lock(writer, 'referrals');
  const before = await relatedReferrals(writer, inviteIds);
  await mergeReferrals(writer, inviteIds, now);
  const ids = new Set([...before, ...(await relatedReferrals(writer, inviteIds))]);
  const subjects = await gatherReferralFacts(writer, [...ids]);
  const verdicts = judgeReferrals(subjects);
  const judged = subjects.flatMap((subject) => {
    const verdict = verdicts.get(subject.id);
    return verdict === undefined ? [] : [{ subject, verdict }];
  });
  const changed = await keepVerdicts(writer, judged, now);
  const news = judged.filter(({ subject }) => changed.has(subject.id));
  await tellReferrals(writer, news, now);
  await markForRecompute(writer, 'health', suppliersOf(news));
  return { judged: judged.length, changed: news.length };
}

/** The health of both rests on it, and with health what they have reached. */
function suppliersOf(judged: readonly JudgedReferral[]): string[] {
  return [
    ...new Set(judged.flatMap(({ subject: { inviterId, inviteeId } }) => [inviterId ?? [], inviteeId ?? []].flat())),
  ];
}

/** @returns ids of the referrals of which anything is different now */
async function keepVerdicts(
  { sql }: Writer,
  judged: readonly JudgedReferral[],
  now: Date,
): Promise<ReadonlySet<string>> {
  const rows = judged.map(({ subject: { id, paidAt, activatedAt }, verdict }) => ({
    id,
    paidAt,
    activatedAt,
    ...verdict,
  }));
  const result: { rows: { id: string }[] } = await sql.raw(
    `update referrals r set state = n.state, reason = n.reason, credited_at = n."creditedAt", paid_at = n."paidAt", activated_at = n."activatedAt", judged_at = :now
       from jsonb_to_recordset(cast(:rows as jsonb)) as n (id text, state text, reason text, "creditedAt" timestamptz, "paidAt" timestamptz, "activatedAt" timestamptz)
      where r.id = n.id and (r.state, r.reason, r.credited_at, r.paid_at, r.activated_at) is distinct from (n.state, n.reason, n."creditedAt", n."paidAt", n."activatedAt")
     returning r.id`,
    { rows: JSON.stringify(rows), now },
  );
  return new Set(result.rows.map(({ id }) => id));
}
