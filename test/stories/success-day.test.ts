import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from './support/browser.ts';
import { signIn, visit } from './support/person.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

test('a manager finds a supplier at risk, reads why, leaves a note and a task, and both are on the timeline', async () => {
  const { page, complaints, leave } = await signIn(browser, 'marcus@wedsync.example');
  await visit(page, '/suppliers');
  await page.getByRole('link', { name: 'At risk', exact: true }).click();
  const atRisk = page
    .getByRole('table', { name: 'Suppliers' })
    .locator('tbody tr')
    .filter({ hasText: /At risk|Critical/ });
  await atRisk.first().click({ timeout: 60_000 });
  await page.getByRole('tab', { name: 'Health' }).click();
  await page
    .getByText(/at risk|critical/i)
    .first()
    .waitFor();
  await page.getByRole('tab', { name: 'Overview' }).click();

  await page.getByRole('button', { name: 'Add note' }).click();
  await page.getByLabel('Note', { exact: true }).fill('Called: the second shooter left, bookings are slow.');
  await page
    .getByRole('button', { name: /^(Add|Save)/ })
    .last()
    .click();
  await page.getByText('the second shooter left').first().waitFor();

  await page.getByRole('button', { name: 'Add task' }).click();
  await page.getByLabel('What is to be done').fill('Offer the winter plan');
  await page
    .getByRole('button', { name: /^(Add|Save)/ })
    .last()
    .click();
  await page.getByText('Offer the winter plan').first().waitFor();

  await page.getByRole('tab', { name: 'Timeline' }).click();
  await page
    .getByText(/Offer the winter plan/)
    .first()
    .waitFor();
  expect(complaints).toEqual([]);
  await leave();
});

test('the home page says how much there is and who needs us', async () => {
  const { page, complaints, leave } = await signIn(browser, 'marcus@wedsync.example');
  await visit(page, '/');
  await page.getByText('MRR now').first().waitFor();
  await page
    .getByText(/£[1-9]/)
    .first()
    .waitFor();
  await page.getByRole('heading', { name: 'At risk', exact: true }).waitFor();
  expect(complaints).toEqual([]);
  await leave();
});
