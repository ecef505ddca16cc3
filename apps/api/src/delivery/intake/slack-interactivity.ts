import { findStaffIdBySlackUser } from '@wedsync/db/access';
import { sendMessage, takeSlackInteraction } from '@wedsync/db/delivery';
import type { Writer } from '@wedsync/db/platform';
import { alertButtons, type AlertButton } from '@wedsync/domain/delivery';
import {
  createId,
  defineError,
  DomainError,
  Invalid,
  isDomainError,
  systemActor,
  type Uuids,
} from '@wedsync/domain/platform';
import { z } from 'zod';
import { actAs } from '../../access/index.ts';
import { defineWebhook, type ApiServices } from '../../platform/index.ts';
import { alertActions } from '../alerts.ts';
import { verifySlackSignature } from './slack-signature.ts';

const slackId = z.string().regex(/^[A-Z0-9]{2,24}$/);

/** What we read of Slack's block_actions; there is a lot more. */
const interactionSchema = z.object({
  type: z.string(),
  user: z.object({ id: slackId }),
  channel: z.object({ id: slackId }).optional(),
  actions: z.array(z.object({ action_id: z.string().max(255), value: z.string().max(2_000).optional() })).default([]),
});
type Interaction = z.infer<typeof interactionSchema>;

type Pressed = {
  readonly signature: string;
  readonly slackUserId: string;
  readonly channelId: string | null;
  readonly button: AlertButton;
  readonly alertId: string;
};

/**
 * Somebody pressed a button under an alert. They are found by their Slack member id and the button's action runs as if they had pressed it in the back
 * office; the worker then updates the message, or tells them alone why nothing changed.
 */
export const slackInteractivity = defineWebhook({
  path: '/webhooks/slack/interactivity',
  summary: 'Tell what somebody pressed under an alert in Slack',
  description:
    'A form post with the field payload (block_actions), signed as Slack does: v0, five minutes of tolerance. Whoever pressed is found by their Slack member id and may do there what they may do here.',
  maxBodyBytes: 200_000,
  prepare(services) {
    const { env, store, clock, uuids } = services;
    const press = pressing(services);
    return {
      async receive(body, headers) {
        if (env.slackInteractivity === null)
          throw new DomainError(
            'unavailable',
            'slack-not-configured',
            'This installation has no Slack signing secret.',
          );
        const now = clock.now();
        const signature = verifySlackSignature(headers, body, env.slackInteractivity.secrets, now);
        const pressed = readPress(interactionSchema.parse(readPayload(body)), signature);
        if (pressed === null) return;
        const why = await press(pressed);
        if (why === null) return;
        const actor = systemActor('slack-interactivity', createId('request', uuids.next()));
        await store.transact(actor, async (writer) => {
          if (await takeSlackInteraction(writer, signature, now)) await tellAlone(writer, pressed, why, uuids);
        });
      },
    };
  },
});

/** What was taken before is neither done nor refused again. */
const TakenBefore = defineError('conflict', 'taken-before', () => 'This was heard before.');

/**
 * Does what was pressed. That it was taken and what it does become true together: a crash between leaves nothing taken, and the same request does it.
 * @returns why nothing changed; null when it was done, now or before
 */
function pressing(services: ApiServices): (pressed: Pressed) => Promise<string | null> {
  const act = actAs(services, alertActions);
  return async ({ signature, slackUserId, button, alertId }) => {
    const staffId = await findStaffIdBySlackUser(services.store.pool, slackUserId);
    if (staffId === undefined) return 'no account of the back office names your Slack id. Ask an administrator.';
    const { verb, input } = button;
    const alongside = async (writer: Writer) => {
      if (!(await takeSlackInteraction(writer, signature, services.clock.now()))) throw TakenBefore(undefined);
    };
    const asked = { resource: 'alerts', verb, target: alertId, input, idempotencyKey: `slack:${signature}` };
    try {
      await act({ ...asked, staffId, alongside });
      return null;
    } catch (error) {
      if (!isDomainError(error)) throw error;
      return TakenBefore.matches(error) ? null : error.message;
    }
  };
}

async function tellAlone(writer: Writer, { channelId, slackUserId, signature }: Pressed, why: string, uuids: Uuids) {
  if (channelId === null) return;
  const text = `Nothing changed: ${why}`;
  await sendMessage(
    writer,
    {
      channel: 'slack',
      template: 'slack-refusal',
      recipient: channelId,
      supplierId: null,
      subject: text,
      text,
      payload: { onlyFor: slackUserId },
      dedupKey: `slack-refusal:${signature}`,
    },
    uuids,
  );
}

/** Which of our buttons it was, and under which alert; null for a link or somebody else's. */
function readPress({ type, user, channel, actions }: Interaction, signature: string): Pressed | null {
  const [action] = actions;
  const button = alertButtons.find(({ id }) => id === action?.action_id);
  if (type !== 'block_actions' || button === undefined || action?.value === undefined) return null;
  return { signature, slackUserId: user.id, channelId: channel?.id ?? null, button, alertId: action.value };
}

function readPayload(body: Buffer): unknown {
  try {
    return JSON.parse(new URLSearchParams(body.toString('utf8')).get('payload') ?? '');
  } catch (cause) {
    throw Invalid({ message: 'The field payload is not JSON.' }, { cause });
  }
}
