import express, { Router } from 'express';
import type { AppParts } from '../parts.ts';
import { faultsPage, patchOfForm } from './faults-page.ts';
import { html } from './html.ts';
import { layout } from './layout.ts';
import type { Page } from './layout.ts';
import { mailListPage, mailPage } from './mail-pages.ts';
import { overviewPage } from './overview-page.ts';
import { slackPage } from './slack-page.ts';
import { smsPage } from './sms-page.ts';
import { stripeEventsPage } from './stripe-events-page.ts';

const pages: Readonly<Record<string, (parts: AppParts) => Page>> = {
  '/': overviewPage,
  '/mail': mailListPage,
  '/slack': slackPage,
  '/sms': smsPage,
  '/faults': faultsPage,
};

/** The sandbox's own pages: what was caught, what was sent, and the switches. */
export function pagesRouter(parts: AppParts): Router {
  const router = Router();
  for (const [path, page] of Object.entries(pages))
    router.get(path, (_request, response) => void response.send(layout(page(parts))));
  router.get(
    '/stripe-events',
    (request, response) => void response.send(layout(stripeEventsPage(parts, String(request.query.after ?? '')))),
  );
  router.get('/mail/:id', (request, response) => {
    const mail = parts.mailbox.find(request.params.id);
    if (!mail) return void response.status(404).send(layout(nothingHere));
    response.send(layout(mailPage(mail)));
  });
  router.post('/faults', express.urlencoded({ extended: false }), (request, response) => {
    parts.faults.apply(patchOfForm(request.body));
    response.redirect(303, '/faults');
  });
  return router;
}

const nothingHere: Page = { path: '', title: 'Nothing here', body: html`<p>This mail is not kept any more.</p>` };
