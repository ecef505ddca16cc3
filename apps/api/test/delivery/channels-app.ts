import { createHash, createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { testClock, testUuids, type TestDatabase } from '../../../../packages/db/test/support/index.ts';
import { createApp } from '../../src/app.ts';
import { delivery } from '../../src/delivery/index.ts';
import { readEnv, type ApiCapability, type ApiServices } from '../../src/platform/index.ts';
import { privacy } from '../../src/privacy/index.ts';

const token = 'test-token-of-the-host-application';
export const secrets = { link: 'l'.repeat(40), mail: 'm'.repeat(40), sms: 'twilio-token', slack: 's'.repeat(32) };

type Answer = {
  readonly status: number;
  readonly text: string;
  readonly json: ReturnType<typeof JSON.parse>;
  readonly etag: string | null;
};

/** The api's doors for what comes back of messages: the host application, the mail gateway, Twilio, and readers who unsubscribe. */
export async function startChannelsApp({ store, owner, url }: TestDatabase) {
  await owner('service_tokens').insert({
    id: 'tok_host',
    name: 'Host',
    scopes: ['ingest', 'messages'],
    created_by: 'test',
  });
  const hash = createHash('sha256').update(token).digest();
  await owner('service_token_secrets').insert({ hash, token_id: 'tok_host', hint: 'host' });
  const clock = testClock('2026-06-10T12:00:00Z');
  const env = readEnv({
    DATABASE_URL: url,
    SESSION_SECRET: 'x'.repeat(40),
    LOG_LEVEL: 'silent',
    LINK_SECRET: secrets.link,
    MAIL_WEBHOOK_SECRET: `${secrets.mail},`,
    TWILIO_AUTH_TOKEN: secrets.sms,
    SLACK_SIGNING_SECRET: secrets.slack,
  });
  const services: ApiServices = { store, clock, uuids: testUuids, env, log: pino({ level: 'silent' }) };
  const doors = [privacy, delivery].map(({ name, webhooks, intake }): ApiCapability => ({
    name,
    resources: [],
    actions: [],
    ...(webhooks && { webhooks }),
    ...(intake && { intake }),
  }));
  const server: Server = createServer(createApp({ services, capabilities: doors, identify: [] }));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const call = async (
    method: string,
    path: string,
    body: string | null,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const response = await fetch(`http://127.0.0.1:${port}/api${path}`, { method, headers, body });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    return {
      status: response.status,
      text,
      json: isJson ? JSON.parse(text) : null,
      etag: response.headers.get('etag'),
    };
  };
  return {
    clock,
    env,
    get: (path: string, headers: Record<string, string> = {}) => call('GET', path, null, headers),
    form: (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
      call('POST', path, new URLSearchParams(fields).toString(), {
        'content-type': 'application/x-www-form-urlencoded',
        ...headers,
      }),
    host: (method: string, path: string, body: unknown = null, headers: Record<string, string> = {}) =>
      call(method, path, body === null ? null : JSON.stringify(body), {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        ...headers,
      }),
    mail: (events: readonly object[], secret = secrets.mail) => {
      const [body, time] = [JSON.stringify({ events }), String(clock.now().getTime() / 1_000)];
      const signature = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
      return call('POST', '/webhooks/mail', body, {
        'x-wedsync-timestamp': time,
        'x-wedsync-signature': `sha256=${signature}`,
      });
    },
    /** As Slack tells of a button; `at` and `secret` are those of the signature. */
    slack(payload: object, { at = clock.now(), secret = secrets.slack } = {}) {
      const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
      const time = String(at.getTime() / 1_000);
      const signature = createHmac('sha256', secret).update(`v0:${time}:${body}`).digest('hex');
      return call('POST', '/webhooks/slack/interactivity', body, {
        'content-type': 'application/x-www-form-urlencoded',
        'x-slack-request-timestamp': time,
        'x-slack-signature': `v0=${signature}`,
      });
    },
    twilio(path: string, fields: Record<string, string>, authToken = secrets.sms) {
      const signed = Object.keys(fields)
        .toSorted()
        .reduce((sum, name) => `${sum}${name}${fields[name]}`, `${env.http.publicUrl}/api${path}`);
      return this.form(path, fields, {
        'x-twilio-signature': createHmac('sha1', authToken).update(signed).digest('base64'),
      });
    },
    close: () => new Promise<void>((closed) => server.close(() => closed())),
  };
}
