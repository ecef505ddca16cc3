import express from 'express';
import type { Express } from 'express';
import { ecbRouter } from './ecb/index.ts';
import { faultsRouter } from './faults/index.ts';
import { hostedRouter } from './hosted/index.ts';
import { marketingRouter } from './marketing/index.ts';
import { pagesRouter } from './pages/index.ts';
import { slackRouter } from './slack/index.ts';
import { smsRouter } from './sms/index.ts';

import { certificateRouter, paypalRouter } from './paypal/index.ts';
import type { AppParts } from './parts.ts';
import { stripeRouter } from './stripe/index.ts';

/** Every door of the sandbox on one port: Stripe, PayPal, Slack, SMS, the marketing tool, exchange rates, the JSON of what was caught, and pages for people. */
export function createApp(parts: AppParts): Express {
  const app = express();
  app.disable('x-powered-by');
  if (parts.paypalAuthority !== null) {
    app.use(certificateRouter(parts.paypalAuthority));
    const { paypal: engine, paypalAuthority: authority, faults } = parts;
    app.use('/paypal', paypalRouter({ engine, authority, random: faults.random }));
  }
  app.use(stripeRouter(parts.engine));
  app.use(ecbRouter({ seed: parts.world.options.seed, now: () => new Date() }));
  app.use('/slack/api', slackRouter(parts.slack, parts.faults));
  app.use(smsRouter(parts.sms, parts.faults));
  app.use(marketingRouter(parts.marketing, parts.faults));
  app.get('/progress', (_request, response) => void response.json(parts.progress()));
  app.get('/truth', (_request, response) => void response.json(parts.truth()));
  app.get('/mail.json', (_request, response) => void response.json(parts.mailbox.list()));
  app.get(
    '/slack.json',
    (_request, response) => void response.json({ channels: parts.slack.listChannels(), messages: parts.slack.list() }),
  );
  app.get('/sms.json', (_request, response) => void response.json(parts.sms.list()));
  app.get('/marketing.json', (_request, response) => void response.json(parts.marketing.list()));
  app.use(hostedRouter(parts.engine));
  app.use(faultsRouter(parts.faults, parts));
  app.use(pagesRouter(parts));
  return app;
}
