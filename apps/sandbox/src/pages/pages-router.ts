import express, { Router } from 'express';
import { z } from 'zod';
import { mailFates, reportMail } from '../mail/index.ts';
import type { AppParts } from '../parts.ts';
import { pressButton } from '../slack/index.ts';
import { replyTo } from '../sms/index.ts';
import { faultsPage, patchOfForm } from './faults-page.ts';
import { html } from './html.ts';
import { layout } from './layout.ts';
import type { Page } from './layout.ts';
import { mailListPage, mailPage } from './mail-pages.ts';
import { marketingPage } from './marketing-page.ts';
import { overviewPage } from './overview-page.ts';
import { slackPage } from './slack-page.ts';
import { smsPage } from './sms-page.ts';
import { stripeEventsPage } from './stripe-events-page.ts';

const pages: Readonly<Record<string, (parts: AppParts) => Page>> = {
  '/': overviewPage,
  '/mail': mailListPage,
  '/sms': smsPage,
  '/marketing': marketingPage,
  '/faults': faultsPage,
};

/** The sandbox's own pages: what was caught, what was sent, and the switches. */
export function pagesRouter(parts: AppParts): Router {
  const router = Router();
  for (const [path, page] of Object.entries(pages))
    router.get(path, (_request, response) => void response.send(layout(page(parts))));
  router.get(
    '/slack',
    (request, response) => void response.send(layout(slackPage(parts, String(request.query.as ?? '')))),
  );
  router.post('/slack/press', express.urlencoded({ extended: false }), async (request, response) => {
    const asked = pressSchema.safeParse(request.body);
    if (!asked.success || !parts.slackApp) return void response.status(404).send(layout(nothingHere));
    await pressButton(parts.slackApp, parts.slack, asked.data);
    response.redirect(303, `/slack?as=${asked.data.person}`);
  });
  router.get(
    '/stripe-events',
    (request, response) => void response.send(layout(stripeEventsPage(parts, String(request.query.after ?? '')))),
  );
  router.get('/mail/:id', (request, response) => {
    const mail = parts.mailbox.find(request.params.id);
    if (!mail) return void response.status(404).send(layout(nothingHere));
    response.send(layout(mailPage(mail, parts.mailGateway !== null)));
  });
  router.post('/mail/:id/fate', express.urlencoded({ extended: false }), async (request, response) => {
    const [mail, asked] = [parts.mailbox.find(request.params.id), fateSchema.safeParse(request.body)];
    if (!mail || !asked.success || !parts.mailGateway) return void response.status(404).send(layout(nothingHere));
    await reportMail(parts.mailGateway, mail, asked.data);
    response.redirect(303, `/mail/${mail.id}`);
  });
  router.post('/sms/:sid/reply', express.urlencoded({ extended: false }), async (request, response) => {
    const [message, asked] = [parts.sms.find(request.params.sid), replySchema.safeParse(request.body)];
    if (!message || !asked.success || !parts.sms.line) return void response.status(404).send(layout(nothingHere));
    await replyTo(parts.sms.line, message, asked.data.text);
    response.redirect(303, '/sms');
  });
  router.post('/faults', express.urlencoded({ extended: false }), (request, response) => {
    parts.faults.apply(patchOfForm(request.body));
    response.redirect(303, '/faults');
  });
  return router;
}

const fateSchema = z.object({ fate: z.enum(mailFates), text: z.string().max(2_000).default('') });
const pressSchema = z.object({
  person: z.string().regex(/^U[A-Z0-9]{1,20}$/),
  channel: z.string().min(1),
  ts: z.string().min(1),
  button: z.string().min(1),
  value: z.string(),
});
const replySchema = z.object({ text: z.string().min(1).max(1_600) });

const nothingHere: Page = { path: '', title: 'Nothing here', body: html`<p>This is not kept any more.</p>` };
