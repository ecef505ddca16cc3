import { connectAsOwner } from '@wedsync/db/platform';
import type { Knex } from 'knex';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { memberAt } from '../../scripts/supervisor/member.ts';
import { addUse, daysBefore } from '../../packages/db/test/success/a-supplier.ts';
import { launchBrowser } from './support/browser.ts';
import { addChurnPast } from './support/churn-past.ts';
import { asHost, event } from './support/host.ts';
import { signIn, visit } from './support/person.ts';

let browser: Browser;
let owner: Knex;
beforeAll(async () => {
  browser = await launchBrowser();
  owner = connectAsOwner(inject('databaseUrl'));
});
afterAll(async () => {
  await owner.destroy();
  await browser.close();
});

const patient = { timeout: 60_000 };
/** Long on a machine that does other things as well; each takes about 15 s on a quiet one. */
const storyMs = 240_000;

test(
  'a CSM sees in Slack who fell, reads why, starts a playbook, settles the task, and what came of it is on record',
  async () => {
    const { supplierId, externalId, name } = await aSilentSupplier();
    const playbook = await aHelpingHand();
    const { page, complaints, leave } = await signIn(browser, 'carla@wedsync.example');

    // The alert, and from it to the supplier.
    await owner('health_scores').where({ supplier_id: supplierId }).update({ score: 85, band: 'healthy' });
    await asHost('POST', '/ingest/events', { events: [event(externalId, 'support.ticket_opened', 0)] });
    await openFromSlack(page, name);
    await page.getByRole('heading', { level: 1, name }).waitFor();
    await page
      .getByText(/Last signed in \d+ days ago|No sign-in/)
      .first()
      .waitFor();

    // Her queue has the task; automation leaves the supplier alone after her call, she does not.
    await visit(page, '/my-book');
    const task = page.getByRole('button', { name: /Health fell from 85/ }).filter({ hasText: name });
    await task.first().click();
    const summary = page.getByRole('region', { name: `Summary of ${name}` });
    await summary.getByRole('button', { name: 'Start a playbook' }).click();
    await page.getByRole('combobox', { name: 'Playbook' }).click();
    await page.getByRole('option', { name: playbook }).click();
    const dialog = page.getByRole('dialog', { name: 'Start a playbook' });
    await dialog.getByText(/A colleague was in touch/).waitFor();
    await dialog.getByRole('button', { name: 'Start a playbook' }).click();
    await dialog.waitFor({ state: 'hidden' });

    // It reaches them where they work, and they follow it.
    await expect.poll(() => waiting(externalId), patient).toEqual(['Shall we set it up together?']);
    await followIt(externalId);
    await asHost('POST', '/ingest/events', { events: [event(externalId, 'profile.completed', 0)] });

    // What came of the call settles the task, what came of the playbook is on record.
    await summary.getByRole('button', { name: 'Log a call' }).click();
    await page.getByLabel('What was said').fill('We set the profile up together');
    await page.getByRole('button', { name: 'Save call' }).click();
    await summary.getByText(/Call by Carla/).waitFor();
    await expect.poll(() => task.count(), patient).toBe(0);
    await visit(page, '/interventions', { filter: JSON.stringify({ supplierId }) });
    await page
      .getByRole('row')
      .filter({ hasText: 'Shall we set it up together?' })
      .getByText(/Engaged/i)
      .waitFor(patient);
    await expect.poll(() => enrolmentState(supplierId), patient).toBe('goal_met');
    expect(complaints).toEqual([]);
    await leave();
  },
  storyMs,
);

test(
  'a manager drafts a health model, tries it on everybody, and it scores once a second person agrees',
  async () => {
    const marcus = await signIn(browser, 'marcus@wedsync.example');
    await visit(marcus.page, '/health-models');
    await marcus.page.getByRole('button', { name: 'New draft' }).click();
    await marcus.page.getByLabel('Title').fill('Payments weigh more');
    await marcus.page.getByLabel('What changes and why').fill('Late payers left first last winter');
    await marcus.page.getByLabel('Weight').first().fill('35');
    await marcus.page.getByRole('button', { name: 'Save draft' }).click();
    await marcus.page.getByText('Everything is saved.').waitFor();

    await confirmed(marcus.page, 'Simulate');
    await marcus.page.getByRole('tab', { name: 'Simulation' }).click();
    await marcus.page
      .getByText(/Asked by Marcus/)
      .first()
      .waitFor(patient);
    await marcus.page.getByRole('heading', { name: 'From band to band' }).waitFor(patient);

    await confirmed(marcus.page, 'Publish');
    const ada = await signIn(browser, 'ada@wedsync.example');
    await approve(ada.page, 'Publish', /Payments weigh more/);
    await visit(ada.page, '/health-models');
    await ada.page
      .getByRole('row')
      .filter({ hasText: 'Payments weigh more' })
      .filter({ hasText: 'Published' })
      .first()
      .waitFor(patient);
    expect([...marcus.complaints, ...ada.complaints]).toEqual([]);
    await marcus.leave();
    await ada.leave();
  },
  storyMs,
);

test(
  'an analyst trains a churn model, lets it run beside as a challenger, and it becomes champion once a second person agrees',
  async () => {
    await addChurnPast(owner, Date.now());
    const ada = await signIn(browser, 'ada@wedsync.example');
    await visit(ada.page, '/churn-models');
    const horizon = ada.page.getByRole('region', { name: 'Within 90 days' });
    await horizon.getByRole('button', { name: 'Train' }).click();
    await ada.page
      .getByRole('dialog')
      .getByRole('button', { name: /^Train/ })
      .click();
    const models = ada.page.getByRole('table', { name: 'Churn models' });
    await models.getByRole('row').filter({ hasText: '90 days' }).filter({ hasText: 'draft' }).first().click(patient);

    await confirmed(ada.page, 'Run as shadow');
    await ada.page.getByText('shadow', { exact: true }).waitFor(patient);
    await confirmed(ada.page, 'Promote to champion');
    const marcus = await signIn(browser, 'marcus@wedsync.example');
    await approve(marcus.page, 'Promote to champion', /90 days/);
    await ada.page.getByText('champion', { exact: true }).waitFor(patient);
    await visit(ada.page, '/churn-predictions');
    await ada.page.getByRole('row').filter({ hasText: '%' }).first().waitFor(patient);
    expect([...ada.complaints, ...marcus.complaints]).toEqual([]);
    await ada.leave();
    await marcus.leave();
  },
  storyMs,
);

type Silent = { readonly supplierId: string; readonly externalId: string; readonly name: string };

/** A supplier of Carla's who has not signed in for weeks, and whom she rang yesterday. */
async function aSilentSupplier(): Promise<Silent> {
  const externalId = `story-${Date.now()}`;
  const name = `Hush Studio ${externalId.slice(-4)}`;
  const signedUpAt = new Date(Date.now() - 300 * 86_400_000).toISOString();
  const place = {
    vendorType: 'photographer',
    region: 'London',
    country: 'GB',
    timeZone: 'Europe/London',
    currency: 'GBP',
  };
  const contact = { name: 'Jo Hush', email: `${externalId}@example.com`, isPrimary: true };
  const supplier = { externalId, businessName: name, ...place, signedUpAt, contacts: [contact], weddingDates: [] };
  await asHost('PUT', '/ingest/suppliers', { suppliers: [supplier] });
  const { id: supplierId } = await owner('suppliers').where({ external_id: externalId }).first('id');
  const { id: carla } = await owner('staff').where({ email: 'carla@wedsync.example' }).first('id');
  await owner('suppliers').where({ id: supplierId }).update({ owner_id: carla, lifecycle: 'active', mrr_minor: 4_900 });
  const today = new Date().toISOString().slice(0, 10);
  const unanswered = daysBefore(today, 20, 2).flatMap((day) => [
    { name: 'enquiry.received', day },
    { name: 'contract.sent', day },
  ]);
  const longAgo = daysBefore(today, 100, 3).slice(15);
  await addUse(owner, supplierId, [
    ...longAgo.map((day) => ({ name: 'login', day })),
    ...unanswered,
    { name: 'feature.used', day: today, feature: 'forms' },
  ]);
  await asHost('POST', '/ingest/events', { events: [event(externalId, 'support.ticket_opened', 0)] });
  await expect
    .poll(() => owner('health_scores').where({ supplier_id: supplierId }).pluck('band'), patient)
    .toEqual([expect.stringMatching(/^(critical|at_risk)$/)]);
  const member = await memberAt(inject('apiUrl'), 'carla@wedsync.example');
  await member.send('POST', '/notes', { supplierId, kind: 'call', body: 'No answer' });
  return { supplierId, externalId, name };
}

/** A playbook that only people start: what sets it going never happens. @returns its name */
async function aHelpingHand(): Promise<string> {
  const attempt = Date.now();
  const [author, approver] = [
    await memberAt(inject('apiUrl'), 'marcus@wedsync.example'),
    await memberAt(inject('apiUrl'), 'ada@wedsync.example'),
  ];
  const words = { subject: 'Shall we set it up together?', body: 'It takes ten minutes.' };
  const letter = { name: `Set it up together ${attempt}`, channel: 'in_app', purpose: 'success', ...words };
  const template = await author.send('POST', '/message-templates', letter);
  await author.act(`/message-templates/${String(template.id)}/actions/publish`);
  const draft = {
    trigger: { kind: 'score', score: 'churn', passes: 'above', mark: 100 },
    who: null,
    purpose: 'success',
    steps: [{ id: 'offer', kind: 'message', channel: 'in_app', template: letter.name }],
    goal: { withinDays: 30, event: 'profile.completed', times: 1 },
    exit: { onReply: false, onPayment: false, rule: null },
    coolDownDays: 30,
    maxEntries: null,
    maxRunning: 100,
    holdoutPercent: 10,
    priority: 50,
    approveBeforeSend: false,
    endsOn: null,
  };
  const playbook = await author.send('POST', '/playbooks', { name: `A helping hand ${attempt}`, draft });
  await author.act(`/playbooks/${String(playbook.id)}/actions/publish`);
  for (const approval of await approver.list('approvals', { state: ['awaiting_approval'], targetId: playbook.id }))
    await approver.act(`/approvals/${String(approval.id)}/actions/approve`);
  return String(playbook.name);
}

/** Waits for the alert about a supplier and follows its link into the back office. */
async function openFromSlack(page: Page, name: string): Promise<void> {
  const alert = page.getByRole('article').filter({ hasText: name }).first();
  await expect
    .poll(async () => {
      await page.goto(`${inject('outsideUrl')}/slack`);
      return alert.count();
    }, patient)
    .toBeGreaterThan(0);
  await alert.getByRole('link', { name: 'Open' }).click();
}

type InApp = { readonly messages: readonly { readonly id: string; readonly title: string }[] };
const inApp = (externalId: string) => asHost<InApp>('GET', `/in-app/messages?supplierExternalId=${externalId}`);

async function waiting(externalId: string): Promise<readonly string[]> {
  return (await inApp(externalId)).messages.map(({ title }) => title);
}

async function followIt(externalId: string): Promise<void> {
  for (const { id } of (await inApp(externalId)).messages)
    await asHost('POST', `/in-app/messages/${id}/acknowledge`, { action: 'clicked' });
}

async function enrolmentState(supplierId: string): Promise<unknown> {
  return (await owner('playbook_enrolments').where({ supplier_id: supplierId }).first('state')).state;
}

/** Presses an action of the page and confirms it in its dialog, with a reason where one is asked for. */
async function confirmed(page: Page, action: string): Promise<void> {
  await page.getByRole('button', { name: action, exact: true }).first().click();
  const dialog = page.getByRole('dialog');
  const reason = dialog.getByRole('textbox', { name: /Reason/ });
  const confirm = dialog.getByRole('button', { name: new RegExp(action) });
  await confirm.waitFor();
  if (await reason.isVisible()) await reason.fill('Agreed in the weekly meeting');
  await confirm.click();
  await dialog.waitFor({ state: 'hidden' });
}

/** The second person opens what was asked for last under this title, sees what it is about, and agrees. */
async function approve(page: Page, title: string, about: RegExp): Promise<void> {
  await visit(page, '/approvals');
  await page.getByRole('list', { name: 'Requests waiting' }).getByRole('button', { name: title }).last().click();
  await page.getByText(about).first().waitFor();
  await page.getByRole('button', { name: 'Approve', exact: true }).first().click();
  const dialog = page.getByRole('dialog');
  const reason = dialog.getByRole('textbox', { name: /Reason/ });
  await dialog.getByRole('button', { name: /^Approve/ }).waitFor();
  if (await reason.isVisible()) await reason.fill('Looked at what it does');
  await dialog.getByRole('button', { name: /^Approve/ }).click();
  await dialog.waitFor({ state: 'hidden' });
}
