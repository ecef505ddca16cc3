import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import express from 'express';
import { afterAll, beforeAll } from 'vitest';
import { Faults } from '../../../sandbox/src/faults/index.ts';
import { Mailbox, startMailServer, type MailServer } from '../../../sandbox/src/mail/index.ts';
import { slackRouter, SlackWorkspace } from '../../../sandbox/src/slack/index.ts';
import { MarketingInbox, marketingRouter } from '../../../sandbox/src/marketing/index.ts';
import { SmsLog, smsRouter } from '../../../sandbox/src/sms/index.ts';

/** The outside world on loopback: Slack, SMS, mail and the marketing tool as the sandbox plays them. `hold` keeps requests to a path from being answered. */
export function useOutside() {
  const faults = new Faults(() => 0.5);
  const outside = {
    faults,
    slack: new SlackWorkspace(),
    sms: new SmsLog(),
    marketing: new MarketingInbox(),
    mailbox: new Mailbox(),
    /** Given a path, says whether the answer (not the deed) is swallowed. */
    swallow: (_path: string) => false,
    env: (): Record<string, string> => ({}),
  };
  let server: Server;
  let mail: MailServer;
  beforeAll(async () => {
    mail = await startMailServer({ port: 0, mailbox: outside.mailbox, faults });
    const app = express();
    app.use((req, res, next) => {
      if (outside.swallow(req.path)) res.json = () => res;
      next();
    });
    app.use('/slack/api', slackRouter(outside.slack, faults));
    app.use(smsRouter(outside.sms, faults));
    app.use(marketingRouter(outside.marketing, faults));
    server = createServer(app).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
    outside.env = () => ({
      SLACK_BOT_TOKEN: 'xoxb-test',
      SLACK_API_URL: `${base}/slack/api/`,
      SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
      LINK_SECRET: 'l'.repeat(40),
      MAIL_FROM: 'WedSync <hello@wedsync.example>',
      TWILIO_ACCOUNT_SID: 'AC1',
      TWILIO_AUTH_TOKEN: 'token',
      TWILIO_FROM: '+447000000002',
      TWILIO_API_BASE: base,
      MARKETING_API_BASE: base,
      MARKETING_API_SECRET: 'marketing-secret-of-tests',
    });
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
    await mail.stop();
  });
  return outside;
}
