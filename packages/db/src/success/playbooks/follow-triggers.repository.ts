import { followProductEvents } from '../../connectors/index.ts';
import type { Writer } from '../../platform/index.ts';
import { isProductOnly } from './event-names.ts';
import { livePlaybooks } from './live-playbooks.queries.ts';

/** Has the product events told that set live playbooks going; asked whenever which playbooks are live changes. */
export async function followTriggers(writer: Writer): Promise<void> {
  await followProductEvents(writer, 'playbooks', async () =>
    (await livePlaybooks(writer)).flatMap(({ definition: { trigger } }) =>
      trigger.kind === 'event' && isProductOnly(trigger.event) ? [trigger.event] : [],
    ),
  );
}
