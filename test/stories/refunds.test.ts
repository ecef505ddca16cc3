import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { launchBrowser } from './support/browser.ts';
import { signIn, visit } from './support/person.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const refundable = { status: ['succeeded'], refunded: false, disputed: false, currency: ['GBP'] };

test('support refunds part of a payment within the limit: Stripe gives it, the page follows, the supplier gets an e-mail', async () => {
  const { page, complaints, leave } = await signIn(browser, 'sam@wedsync.example');
  await openPayment(page, { ...refundable, amountToMinor: 20_000 });
  const supplierId = await supplierOf(page);
  await askForRefund(page, '5.00', 'Double charge in May');
  await page.getByRole('button', { name: 'Refund £5.00', exact: true }).click();
  await page
    .getByRole('table', { name: 'Refunds of this payment' })
    .getByText('Succeeded')
    .waitFor({ timeout: 60_000 });
  const contacts = await contactsOf(page, supplierId);
  await expect.poll(() => mails(contacts, '£5.00'), { timeout: 60_000 }).toBeGreaterThan(0);
  expect(complaints).toEqual([]);
  await leave();
});

test('a refund over the limit waits for a support lead, who sees what it is about and approves it', async () => {
  const sam = await signIn(browser, 'sam@wedsync.example');
  await openPayment(sam.page, { ...refundable, amountFromMinor: 15_000 });
  await askForRefund(sam.page, '120.00', 'The venue closed, agreed with Marcus');
  await sam.page.getByRole('button', { name: /Ask for approval/ }).click();
  await expect.poll(() => slack(/Refund: awaiting approval, Sam/), { timeout: 60_000 }).toBeGreaterThan(0);

  const lena = await signIn(browser, 'lena@wedsync.example');
  await visit(lena.page, '/approvals');
  await lena.page.getByText('£120.00').first().waitFor();
  await lena.page.getByText('agreed with Marcus').first().waitFor();
  await lena.page
    .getByRole('button', { name: /^Approve/ })
    .first()
    .click();
  await confirmIfAsked(lena.page);
  await sam.page
    .getByRole('table', { name: 'Refunds of this payment' })
    .getByText('Succeeded')
    .waitFor({ timeout: 60_000 });
  expect([...sam.complaints, ...lena.complaints]).toEqual([]);
  await sam.leave();
  await lena.leave();
});

async function openPayment(page: Page, filter: object): Promise<void> {
  await visit(page, '/charges', { filter: JSON.stringify(filter), sort: 'createdAt', order: 'DESC' });
  await page.getByRole('table', { name: 'Payments' }).getByRole('row').nth(1).getByText('£').first().click();
  await page.getByRole('heading', { name: 'Payment', exact: true }).waitFor();
}

async function askForRefund(page: Page, amount: string, reason: string): Promise<void> {
  await page.getByRole('button', { name: 'Refund…' }).click();
  await page.getByLabel(/Amount/).fill(amount);
  await page.getByLabel(/Reason code/i).click();
  await page.getByRole('option').first().click();
  await page.getByRole('textbox', { name: 'Reason', exact: false }).fill(reason);
}

async function confirmIfAsked(page: Page): Promise<void> {
  const reason = page.getByLabel(/Reason|Why/).last();
  if (await reason.isVisible().catch(() => false)) await reason.fill('Checked with the supplier');
  const confirm = page.getByRole('dialog').getByRole('button', { name: /^Approve/ });
  if (await confirm.isVisible().catch(() => false)) await confirm.click();
}

async function supplierOf(page: Page): Promise<string> {
  const link = await page.locator('main a[href*="/suppliers/"]').first().getAttribute('href');
  return /suppliers\/(\w+)/.exec(link ?? '')?.[1] ?? '';
}

async function contactsOf(page: Page, supplierId: string): Promise<string[]> {
  const filter = encodeURIComponent(JSON.stringify({ supplierId }));
  const answer = await page.request.get(`${inject('apiUrl')}/api/contacts?filter=${filter}`);
  const contacts: { email: string }[] = await answer.json();
  return contacts.map(({ email }) => email);
}

/** Letters about a refund to one of these people, that name the amount. */
async function mails(to: readonly string[], amount: string): Promise<number> {
  const sent: { to: string[]; subject: string }[] = JSON.parse(
    await (await fetch(`${inject('outsideUrl')}/mail.json`)).text(),
  );
  return sent.filter(
    ({ subject, to: readers }) =>
      /refund/i.test(subject) && subject.includes(amount) && readers.some((one) => to.includes(one)),
  ).length;
}

async function slack(text: RegExp): Promise<number> {
  const workspace: { messages: { blocks: unknown }[] } = JSON.parse(
    await (await fetch(`${inject('outsideUrl')}/slack.json`)).text(),
  );
  return workspace.messages.filter(({ blocks }) => text.test(JSON.stringify(blocks))).length;
}
