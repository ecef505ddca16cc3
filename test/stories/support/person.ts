import { inject } from 'vitest';
import type { Browser, ConsoleMessage, Page } from 'playwright-core';
import { demoPassword } from '../../../scripts/supervisor/demo-people.ts';

export type Person = { readonly page: Page; readonly complaints: string[]; readonly leave: () => Promise<void> };

/** A browser of one person's own, signed in; collects everything the page complained about in its console. */
export async function signIn(browser: Browser, email: string): Promise<Person> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !isFirstQuestion(message))
      complaints.push(`${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(inject('apiUrl'));
  await page.getByLabel('E-mail').fill(email);
  await page.locator('input[type=password]').fill(demoPassword);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('navigation').first().waitFor();
  return { page, complaints, leave: () => context.close() };
}

/** Asking who is signed in is answered 401 before anybody is; the browser logs that by itself. */
function isFirstQuestion(message: ConsoleMessage): boolean {
  return message.location().url.endsWith('/api/session') && message.text().includes('401');
}

/** Goes to a page of the product by its address. */
export async function visit(page: Page, path: string, query: Readonly<Record<string, string>> = {}): Promise<void> {
  const url = new URL(path, inject('apiUrl'));
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  await page.goto(url.href);
  await page.getByRole('heading', { level: 1 }).waitFor();
}
