import type { OutgoingMessage } from '@wedsync/db/delivery';
import { playbookPolicy, playbookSubjects, type PlaybookSubject } from '@wedsync/db/success';
import { MINUTE_MS, plusMs } from '@wedsync/domain/platform';
import { isContactChannel } from '@wedsync/domain/privacy';
import { judgeMessage, type PlaybookPolicy, type Verdict } from '@wedsync/domain/success';
import { guardWaits } from '@wedsync/domain/suppliers';
import type { Hindrance, LastLook } from '../../delivery/index.ts';

const lookAgainMs = MINUTE_MS;

/**
 * A message that a playbook promised for a free moment may leave hours later, when something was down or a colleague took their time: it is judged by that
 * moment too. Its place under the caps it has since it was promised.
 */
export const lookBeforeLeaving: LastLook = {
  source: 'playbook',
  look: async (reader, messages, now) => {
    if (messages.length === 0) return new Map();
    const policy = await playbookPolicy(reader);
    if (policy.stopped) return new Map(messages.map(({ id }) => [id, stopped(now)]));
    const subjects = await playbookSubjects(
      reader,
      messages.flatMap(({ supplierId }) => supplierId ?? []),
    );
    return new Map(
      messages.flatMap((message) => {
        const subject = subjects.get(message.supplierId ?? '');
        if (subject === undefined) return [];
        const verdict = judge(message, subject, now, policy);
        return verdict.verdict === 'go' ? [] : [[message.id, hindranceOf(verdict)] as const];
      }),
    );
  },
};

/** Whoever stops all playbooks stops what they have already promised, too. */
function stopped(now: Date): Hindrance {
  return { reason: 'stopped', why: 'All playbooks are stopped.', until: plusMs(now, lookAgainMs) };
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
