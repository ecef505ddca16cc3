import { inject } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { demoPassword } from '../../../scripts/supervisor/demo-people.ts';

export type Person = { readonly page: Page; readonly complaints: string[]; leave(): Promise<void> };

/** A browser of one person's own, signed in; collects everything the page complained about in its console. */
export async function signIn(browser: Browser, email: string): Promise<Person> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(inject('apiUrl'));
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(demoPassword);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('navigation').first().waitFor();
  return { page, complaints, leave: () => context.close() };
}
