import { archivePlaybook, pausePlaybook } from '@wedsync/db/success';
import type { Reader, Writer } from '@wedsync/db/platform';
import { PlaybookStays, type Playbook } from '@wedsync/domain/success';
import { z } from 'zod';
import { defineAction, type AnyAction } from '../../platform/index.ts';
import { playbookOf } from './playbooks.ts';

type PlaybookAction = {
  readonly verb: string;
  readonly title: string;
  readonly description: string;
  readonly danger: boolean;
  /** Null: it can be done. */
  readonly whyNot: (playbook: Playbook) => string | null;
  readonly warningsOf: (playbook: Playbook) => readonly string[];
  readonly perform: (writer: Writer, playbook: Playbook, now: Date) => Promise<unknown>;
};

/** What one person alone may do to a playbook that runs or ran, if they see everybody who may be in it. */
function definePlaybookAction({ whyNot: whyNotNow, warningsOf, perform, ...words }: PlaybookAction): AnyAction {
  const whyNot = ({ actor }: Reader, playbook: Playbook) =>
    actor.scope.kind === 'all' ? whyNotNow(playbook) : 'It concerns suppliers beyond those you see.';
  return defineAction({
    ...words,
    resource: 'playbooks',
    reasonRequired: true,
    input: z.strictObject({}),
    available: async (reader, id) => {
      const why = whyNot(reader, await playbookOf(reader, id));
      return why === null ? { allowed: true } : { allowed: false, why };
    },
    assess: async (reader, id) => {
      const playbook = await playbookOf(reader, id);
      const why = whyNot(reader, playbook);
      if (why !== null) throw PlaybookStays({ why });
      return {
        supplierId: null,
        amount: null,
        approval: null,
        fingerprint: `${playbook.state} ${playbook.liveVersion}`,
        preview: {
          lines: [
            { label: 'Playbook', value: playbook.name },
            { label: 'Suppliers in it', value: String(playbook.running) },
          ],
          warnings: warningsOf(playbook),
        },
      };
    },
    perform: async (writer, id, _input, { clock }) => {
      await perform(writer, await playbookOf(writer, id), clock.now());
      return { state: 'succeeded' };
    },
  });
}

export const pausePlaybookAction = definePlaybookAction({
  verb: 'pause',
  title: 'Pause',
  description:
    'Nobody enters and no step is taken until it goes on; whoever has a reason to leave still leaves, and messages on their way go out',
  danger: false,
  whyNot: ({ state }) => (state === 'live' ? null : 'Only a playbook that runs can be paused.'),
  warningsOf: () => [],
  perform: (writer, playbook, now) => pausePlaybook(writer, playbook, true, now),
});

export const resumePlaybookAction = definePlaybookAction({
  verb: 'resume',
  title: 'Resume',
  description: 'Goes on where it stood; waits that ended meanwhile are over',
  danger: false,
  whyNot: ({ state }) => (state === 'paused' ? null : 'Only a paused playbook can go on.'),
  warningsOf: () => [],
  perform: (writer, playbook, now) => pausePlaybook(writer, playbook, false, now),
});

export const archivePlaybookAction = definePlaybookAction({
  verb: 'archive',
  title: 'Archive',
  description: 'Ends it for everybody in it and takes back what has not left; it stays on record',
  danger: true,
  whyNot: ({ state }) => (state === 'archived' ? 'It is archived already.' : null),
  warningsOf: ({ running, awaitingApproval }) => [
    ...(running > 0 ? [`${running} suppliers leave it before its end.`] : []),
    ...(awaitingApproval > 0 ? [`${awaitingApproval} messages that await approval are never sent.`] : []),
  ],
  perform: archivePlaybook,
});
