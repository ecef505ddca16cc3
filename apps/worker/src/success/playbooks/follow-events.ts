import {
  followMessages,
  livePlaybooks,
  proposeCandidates,
  wakeEnrolments,
  wakePlaybook,
  type LivePlaybook,
  type Proposal,
} from '@wedsync/db/success';
import { lookAgainAtMessages } from '@wedsync/db/delivery';
import type { StoredSuccessEvent } from '@wedsync/db/platform';
import { isNews } from '@wedsync/domain/delivery';
import { fires } from '@wedsync/domain/success';
import type { Consumer } from '../../platform/index.ts';

/** Fires triggers, brings interventions up to what became of their messages, and looks at once at those to whom something happened. */
export const followEvents: Consumer = {
  name: 'playbooks',
  description: 'Fires the triggers of playbooks and wakes whoever waits for what happened',
  types: null,
  batchSize: 200,
  replay: {
    kind: 'refuses',
    why: 'It sets playbooks off, which write to suppliers. Each event sets a playbook off once by its own key; the day for it has passed.',
  },
  apply: async (writer, events, { clock }) => {
    const now = clock.now();
    const playbooks = await livePlaybooks(writer);
    await followMessages(writer, events);
    // An imported past sets nothing off.
    const news = events.filter(({ occurredAt }) => isNews(occurredAt, now));
    await proposeCandidates(
      writer,
      playbooks.flatMap((playbook) => proposalsOf(playbook, news)),
      now,
    );
    const resumed = events.flatMap(playbookResumed);
    for (const playbook of resumed) await wakePlaybook(writer, playbook, now);
    if (resumed.length > 0) await lookAgainAtMessages(writer, 'playbook');
    // What playbooks themselves tell wakes nobody: they would run in circles.
    const others = events.filter(({ type }) => !type.startsWith('playbook.') && !type.startsWith('intervention.'));
    await wakeEnrolments(writer, [...new Set(others.flatMap(({ supplierId }) => supplierId ?? []))], now);
  },
};

/** The playbook that an event lets go on, if any; null: all of them. */
function playbookResumed({ type, resourceId }: StoredSuccessEvent): readonly (string | null)[] {
  if (type === 'playbooks.started') return [null];
  return type === 'playbook.resumed' ? [resourceId] : [];
}

function proposalsOf({ id, definition }: LivePlaybook, events: readonly StoredSuccessEvent[]): readonly Proposal[] {
  return events.flatMap((event) =>
    event.supplierId !== null && fires(definition.trigger, event)
      ? [{ playbookId: id, supplierId: event.supplierId, cause: `event:${event.id}` }]
      : [],
  );
}
