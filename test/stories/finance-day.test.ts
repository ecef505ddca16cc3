import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from './support/browser.ts';
import { signIn, visit } from './support/person.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

test('finance reads how MRR moved and opens the rows behind it, down to the supplier', async () => {
  const { page, complaints, leave } = await signIn(browser, 'fiona@wedsync.example');
  await visit(page, '/revenue');
  await page.getByText('Net revenue retention').first().waitFor();
  await page.getByText('Show as a table').first().click();
  await page
    .getByRole('cell', { name: /£[1-9]/ })
    .first()
    .waitFor();
  await page.getByRole('link', { name: 'All movements' }).click();
  await page.getByRole('heading', { level: 1, name: 'MRR movements' }).waitFor();
  await page
    .getByRole('cell', { name: /^(New|Expansion|Churn|Contraction|Reactivation|Exchange rates)$/ })
    .first()
    .waitFor();
  await page.locator('tbody a[href*="/suppliers/"]').first().click();
  await page.getByRole('tab', { name: 'Money', exact: true }).waitFor();
  expect(complaints).toEqual([]);
  await leave();
});

test('finance finds days compared with what the providers list, what is owed, and what suppliers have brought', async () => {
  const { page, complaints, leave } = await signIn(browser, 'fiona@wedsync.example');
  await visit(page, '/business-days');
  await page
    .getByRole('cell', { name: /Clean|Exceptions/ })
    .first()
    .waitFor();
  await visit(page, '/dunning');
  await page.getByText('Recovery by reason').waitFor();
  await visit(page, '/supplier-values');
  await page
    .getByRole('cell', { name: /£[1-9]/ })
    .first()
    .waitFor();
  expect(complaints).toEqual([]);
  await leave();
});
