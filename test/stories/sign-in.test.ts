import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { demoPassword, demoPeople } from '../../scripts/supervisor/demo-people.ts';
import { launchBrowser } from './support/browser.ts';
import { signIn } from './support/person.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

// What each role finds in its rail is tested beside the admin's capabilities.
test('everybody of the demonstration is let in with their own role', async () => {
  for (const { email, roles } of demoPeople) {
    const answer = await fetch(`${inject('apiUrl')}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password: demoPassword }),
    });
    expect(await answer.json(), email).toMatchObject({ staff: { email, roles } });
  }
});

test('a customer success manager signs in and finds their own work, and no ledger', async () => {
  const { page, complaints, leave } = await signIn(browser, 'carla@wedsync.example');
  const rail = page.getByRole('navigation').first();
  await rail.getByRole('link', { name: 'My book' }).waitFor();
  expect(await rail.getByRole('link', { name: 'Ledger', exact: true }).count()).toBe(0);
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(complaints).toEqual([]);
  await leave();
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
