import { marketingProfiles, unsubscribeToken, type OutgoingMessage } from '@wedsync/db/delivery';
import type { MessageChannel } from '@wedsync/domain/delivery';
import { systemActor } from '@wedsync/domain/platform';
import type { WorkerServices } from '../../platform/index.ts';
import { withOneTimeLink } from '../one-time-link.ts';
import { slackContent } from '../slack-content.ts';
import type { Gateway } from './gateway.ts';
import { marketingGateway } from './marketing.ts';
import { slackGateway } from './slack.ts';
import { smsGateway } from './sms.ts';
import { smtpGateway } from './smtp.ts';

export type Gateways = Readonly<Record<MessageChannel, Gateway | null>>;

/** The ways out that are configured. A message in the app needs none: the row itself is what its reader sees. */
export function openGateways(services: WorkerServices): Gateways {
  const { env, credentials } = services;
  return {
    email:
      env.email === null
        ? null
        : smtpGateway({
            ...env.email,
            unsubscribeUrl: unsubscribing(env),
            letterOf: (message) => withOneTimeLink(services, message),
          }),
    slack:
      env.slack === null
        ? null
        : slackGateway({
            apiUrl: env.slack.apiUrl,
            botToken: () => credentials.read({ connection: 'slack', field: 'botToken' }),
            contentOf: (message) => slackContent(services, message),
          }),
    sms:
      env.sms === null
        ? null
        : smsGateway({
            ...env.sms,
            statusUrlOf: (id) => `${env.publicUrl}/api/webhooks/sms/status?message=${id}`,
            authToken: () => credentials.read({ connection: 'twilio', field: 'authToken' }),
          }),
    in_app: inApp,
    marketing_tool:
      env.marketing === null
        ? null
        : marketingGateway({
            baseUrl: env.marketing.baseUrl,
            secret: () => credentials.read({ connection: 'marketing', field: 'secret' }),
            profilesOf: (messages) =>
              services.store.read(systemActor('marketing', 'delivery'), (reader) =>
                marketingProfiles(reader, messages),
              ),
          }),
  };
}

/** What the contract asks for cannot be ended; everything else to a contact can. */
function unsubscribing({ linkSecret, publicUrl }: WorkerServices['env']) {
  return ({ id, purpose }: OutgoingMessage): string | null =>
    linkSecret === null || purpose === null || purpose === 'service'
      ? null
      : `${publicUrl}/api/unsubscribe/${unsubscribeToken(linkSecret, id)}`;
}

const inApp: Gateway = {
  destination: 'in-app',
  whenUnknown: { kind: 'repeat' },
  send: async () => ({ outcome: 'sent', providerId: null }),
};
