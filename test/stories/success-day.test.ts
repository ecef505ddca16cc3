import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from './support/browser.ts';
import { signIn, visit } from './support/person.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

test('a manager opens the first supplier of a list by health, reads why, leaves a note and a task, and both are on the timeline', async () => {
  const { page, complaints, leave } = await signIn(browser, 'marcus@wedsync.example');
  const scored = JSON.stringify({ healthScore_lte: 100, lifecycle: ['active', 'past_due'] });
  await visit(page, '/suppliers', { filter: scored, sort: 'healthScore', order: 'ASC' });
  await page
    .getByRole('table', { name: 'Suppliers' })
    .locator('tbody tr')
    .filter({ hasText: /Healthy|Attention|At risk|Critical/ })
    .first()
    .click();
  await page
    .getByText(/points/)
    .first()
    .waitFor();

  await page.getByRole('button', { name: 'Add note' }).click();
  await page.getByLabel('Note', { exact: true }).fill('Called: the second shooter left, bookings are slow.');
  await page.getByRole('button', { name: 'Save note' }).click();
  await page.getByText('the second shooter left').first().waitFor();

  await page.getByRole('button', { name: 'Add task' }).click();
  await page.getByLabel('What is to be done').fill('Offer the winter plan');
  await page.getByRole('button', { name: 'Save task' }).click();
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
