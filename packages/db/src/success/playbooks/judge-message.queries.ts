import { DAY_MS, plusMs } from '@wedsync/domain/platform';
import type { ContactChannel, ContactPurpose } from '@wedsync/domain/privacy';
import { judgeMessage, type PlaybookPolicy, type Verdict } from '@wedsync/domain/success';
import { findAddressee } from '../../delivery/index.ts';
import { mayContact } from '../../privacy/index.ts';
import { lockEach, type Writer } from '../../platform/index.ts';
import { messagesSince, type PlaybookSubject } from './playbook-facts.queries.ts';

export type MessageQuestion = {
  readonly subject: PlaybookSubject;
  readonly channel: ContactChannel;
  readonly purpose: ContactPurpose;
  /** When the supplier entered; left out when a colleague decides about this one message. */
  readonly enteredAt?: Date;
  /** From here on patience runs. */
  readonly dueSince: Date;
};

/**
 * Whether a message may be sent to a supplier now. Asked in the transaction that promises the message, under a lock on the supplier, so that two playbooks
 * never fill one place under a cap.
 */
export async function mayMessageNow(
  writer: Writer,
  { subject, channel, purpose, enteredAt, dueSince }: MessageQuestion,
  { now, policy }: { readonly now: Date; readonly policy: PlaybookPolicy },
): Promise<Verdict> {
  const { supplierId } = subject;
  await lockEach(writer, 'playbooks-of-supplier', [supplierId]);
  const contactId = (await findAddressee(writer, supplierId))?.contactId ?? null;
  const permission = await mayContact(writer, { contactId, purpose, channel, now });
  const longestDays = Math.max(0, ...policy.caps.map(({ days }) => days));
  const sent = await messagesSince(writer, supplierId, plusMs(now, -longestDays * DAY_MS));
  return judgeMessage(
    { ...subject, channel, purpose, permission, sent, enteredAt: enteredAt ?? null, dueSince },
    now,
    policy,
  );
}
