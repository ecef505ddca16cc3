import { templateUses } from '@wedsync/db/uses';
import { useDoor, type ApiCapability } from '../platform/index.ts';
import { alertPolicy, alertRoutes } from './alert-routes.ts';
import { alertActions, alerts } from './alerts.ts';
import { inAppDoors } from './in-app/in-app-doors.ts';
import { mailWebhook } from './intake/mail-webhook.ts';
import { slackInteractivity } from './intake/slack-interactivity.ts';
import { smsDoors } from './intake/sms-doors.ts';
import { lettersDoor } from './letters.ts';
import { cancel, messages, retry } from './messages.ts';
import { archiveTemplate, publishTemplate } from './staff-templates/actions.ts';
import { previewDoors } from './staff-templates/preview.ts';
import { staffTemplates } from './staff-templates/resource.ts';
import { streamDoor } from './stream.ts';
import { unsubscribeDoors } from './unsubscribe/unsubscribe-doors.ts';

export { defineRecordAction } from './record-action.ts';

/** What leaves the house, what comes back of it, and what staff hear of live. */
export const delivery: ApiCapability = {
  name: 'delivery',
  resources: [messages, alerts, alertRoutes, alertPolicy, staffTemplates],
  actions: [retry, cancel, ...alertActions, publishTemplate, archiveTemplate],
  webhooks: [mailWebhook, slackInteractivity],
  intake: [...inAppDoors, ...smsDoors, ...unsubscribeDoors],
  doors: [streamDoor, lettersDoor, ...previewDoors, useDoor('message-templates', templateUses)],
};
