import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { demoPeople } from '../../scripts/supervisor/demo-people.ts';
import { launchBrowser } from './support/browser.ts';
import { signIn } from './support/person.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** What each role finds in its rail, and something it does not. */
const rails: Readonly<Record<string, readonly [sees: string, not: string]>> = {
  csm: ['My book', 'Ledger'],
  cs_manager: ['Health', 'Service tokens'],
  support: ['Refunds', 'Ledger'],
  support_lead: ['Approvals', 'Ledger'],
  finance: ['Ledger', 'Service tokens'],
  marketing: ['Suppliers', 'Payments'],
  dpo: ['Audit', 'Ledger'],
  admin: ['Staff', 'Marketing channels'],
  auditor: ['Audit', 'Marketing channels'],
};

describe('everybody signs in and finds their own work', () => {
  test.each(demoPeople.map(({ email, roles }) => [roles[0] ?? '', email]))('%s (%s)', async (role, email) => {
    const { page, complaints, leave } = await signIn(browser, email);
    const [sees, not] = rails[role] ?? ['', ''];
    const rail = page.getByRole('navigation').first();
    await rail.getByRole('link', { name: sees, exact: false }).first().waitFor();
    expect(await rail.getByRole('link', { name: not, exact: true }).count()).toBe(0);
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(complaints).toEqual([]);
    await leave();
  });
});

test('a wrong password says so and lets nobody in', async () => {
  const page = await browser.newPage();
  await page.goto(inject('apiUrl'));
  await page.getByLabel('E-mail').fill('carla@wedsync.example');
  await page.locator('input[type=password]').fill('not the password');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('alert').waitFor();
  expect(await page.locator('input[type=password]').isVisible()).toBe(true);
  await page.close();
});
