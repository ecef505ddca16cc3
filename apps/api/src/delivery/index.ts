import { templateUses } from '@wedsync/db/uses';
import { inAppAcknowledgementSchema, mailReportsSchema } from '@wedsync/domain/delivery';
import { Router } from 'express';
import { useDoor, type ApiCapability } from '../platform/index.ts';
import { alertPolicy, alertRoutes } from './alert-routes.ts';
import { alertActions, alerts } from './alerts.ts';
import { inAppRoutes } from './in-app/routes.ts';
import { mailWebhook } from './intake/mail-webhook.ts';
import { slackInteractivity } from './intake/slack-interactivity.ts';
import { smsRoutes } from './intake/sms-routes.ts';
import { letterRoutes } from './letters.ts';
import { cancel, messages, retry } from './messages.ts';
import { archiveTemplate, publishTemplate } from './staff-templates/actions.ts';
import { previewRoutes } from './staff-templates/preview.ts';
import { staffTemplates } from './staff-templates/resource.ts';
import { streamRoutes } from './stream.ts';
import { unsubscribeRoutes } from './unsubscribe/routes.ts';

export { defineRecordAction } from './record-action.ts';

/** What leaves the house, what comes back of it, and what staff hear of live. */
export const delivery: ApiCapability = {
  name: 'delivery',
  resources: [messages, alerts, alertRoutes, alertPolicy, staffTemplates],
  actions: [retry, cancel, ...alertActions, publishTemplate, archiveTemplate],
  webhooks: (services) => [mailWebhook(services), slackInteractivity(services)],
  intake: (services) => Router().use(inAppRoutes(services), smsRoutes(services), unsubscribeRoutes(services)),
  routes: (services) => Router().use(streamRoutes(services), letterRoutes(services), previewRoutes(services)),
  doors: [
    useDoor('message-templates', templateUses),
    {
      method: 'get',
      path: '/in-app/messages',
      summary: 'What waits for a supplier in the app, oldest first',
      description: 'Query: supplierExternalId. Carries an ETag; If-None-Match is answered 304 while nothing changed.',
      auth: 'token',
    },
    {
      method: 'post',
      path: '/in-app/messages/{id}/acknowledge',
      summary: 'Say that a message in the app was seen, clicked or dismissed',
      auth: 'token',
      request: inAppAcknowledgementSchema,
      status: 204,
    },
    {
      method: 'post',
      path: '/webhooks/slack/interactivity',
      summary: 'Tell what somebody pressed under an alert in Slack',
      description:
        'A form post with the field payload (block_actions), signed as Slack does: v0, five minutes of tolerance. Whoever pressed is found by their Slack member id and may do there what they may do here.',
      auth: 'none',
    },
    {
      method: 'post',
      path: '/webhooks/mail',
      summary: 'Tell what became of e-mails: delivered, bounced, marked as spam, answered',
      description: 'Signed: HMAC-SHA256 over `timestamp.body`, five minutes of tolerance.',
      auth: 'none',
      request: mailReportsSchema,
    },
  ],
};
