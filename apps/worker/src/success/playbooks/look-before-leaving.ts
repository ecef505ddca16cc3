import type { OutgoingMessage } from '@wedsync/db/delivery';
import {
  enrolmentStandings,
  playbookPolicy,
  playbookSubjects,
  type EnrolmentStanding,
  type PlaybookSubject,
} from '@wedsync/db/success';
import { MINUTE_MS, plusMs } from '@wedsync/domain/platform';
import { isContactChannel } from '@wedsync/domain/privacy';
import { judgeMessage, type PlaybookPolicy, type Verdict } from '@wedsync/domain/success';
import { guardWaits } from '@wedsync/domain/suppliers';
import type { Hindrance, LastLook } from '../../delivery/index.ts';

/** Being let go on again wakes what waits at once. */
const lookAgainMs = 15 * MINUTE_MS;

/**
 * A message that a playbook promised for a free moment may leave hours later, when something was down or a colleague took their time: it is judged by that
 * moment too, and does not leave once its reason has ended. Its place under the caps it has since it was promised.
 */
export const lookBeforeLeaving: LastLook = {
  source: 'playbook',
  look: async (reader, messages, now) => {
    if (messages.length === 0) return new Map();
    const policy = await playbookPolicy(reader);
    const standings = await enrolmentStandings(reader, messages.map(enrolmentOf));
    const subjects = await playbookSubjects(
      reader,
      messages.flatMap(({ supplierId }) => supplierId ?? []),
    );
    return new Map(
      messages.flatMap((message) => {
        const hindrance =
          whyNotMeant(standings.get(enrolmentOf(message)), policy, now) ??
          whyNotNow(message, subjects.get(message.supplierId ?? ''), policy, now);
        return hindrance === null ? [] : [[message.id, hindrance] as const];
      }),
    );
  },
};

/** Of a message of a playbook: `<enrolment>:<step>`. */
function enrolmentOf({ sourceId }: OutgoingMessage): string {
  return sourceId?.split(':')[0] ?? '';
}

/** Whoever ends or holds a playbook, or all of them, ends or holds what it has already promised, too. */
function whyNotMeant(
  standing: EnrolmentStanding | undefined,
  { stopped }: PlaybookPolicy,
  now: Date,
): Hindrance | null {
  const until = plusMs(now, lookAgainMs);
  if (standing !== undefined && standing.state !== 'running')
    return { reason: 'ended', why: standing.endReason ?? 'They are in the playbook no more.', until: null };
  if (stopped) return { reason: 'stopped', why: 'All playbooks are stopped.', until };
  if (standing === undefined || standing.playbookState === 'live') return null;
  return { reason: 'paused', why: `${standing.playbookName} is ${standing.playbookState}.`, until };
}

function whyNotNow(
  message: OutgoingMessage,
  subject: PlaybookSubject | undefined,
  policy: PlaybookPolicy,
  now: Date,
): Hindrance | null {
  if (subject === undefined) return null;
  const verdict = judge(message, subject, now, policy);
  return verdict.verdict === 'go' ? null : hindranceOf(verdict);
}

function judge(
  { channel, purpose }: OutgoingMessage,
  subject: PlaybookSubject,
  now: Date,
  policy: PlaybookPolicy,
): Verdict {
  if (!isContactChannel(channel) || purpose === null) return { verdict: 'go' };
  const asked = {
    ...subject,
    channel,
    purpose,
    permission: { allowed: true as const },
    sent: [],
    enteredAt: null,
    dueSince: now,
  };
  return judgeMessage(asked, now, policy);
}

function hindranceOf(verdict: Exclude<Verdict, { verdict: 'go' }>): Hindrance {
  return verdict.verdict === 'postpone'
    ? { ...verdict, why: waits[verdict.reason] ?? verdict.reason }
    : { ...verdict, until: null };
}

const waits: Readonly<Record<string, string>> = {
  wedding_day: guardWaits.wedding,
  saturday: guardWaits.saturday,
  quiet_hours: 'It waits for the morning.',
};
