import {
  followMessages,
  livePlaybooks,
  proposeCandidates,
  wakeEnrolments,
  type LivePlaybook,
  type Proposal,
} from '@wedsync/db/success';
import type { StoredSuccessEvent } from '@wedsync/db/platform';
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
    await proposeCandidates(
      writer,
      playbooks.flatMap((playbook) => proposalsOf(playbook, events)),
      now,
    );
    // What playbooks themselves tell wakes nobody: they would run in circles.
    const others = events.filter(({ type }) => !type.startsWith('playbook.'));
    await wakeEnrolments(writer, [...new Set(others.flatMap(({ supplierId }) => supplierId ?? []))], now);
  },
};

function proposalsOf({ id, definition }: LivePlaybook, events: readonly StoredSuccessEvent[]): readonly Proposal[] {
  return events.flatMap((event) =>
    event.supplierId !== null && fires(definition.trigger, event)
      ? [{ playbookId: id, supplierId: event.supplierId, cause: `event:${event.id}` }]
      : [],
  );
}
