import { fetchUtils } from 'ra-core';
import simpleRestProvider from 'ra-data-simple-rest';
import type { Browser } from '../access/staff-app.ts';

/** The admin's own data provider, signed in as the browser is. */
export function dataProviderOf(browser: Browser) {
  return simpleRestProvider(`${browser.app.url}/api`, (url, options = {}) =>
    fetchUtils.fetchJson(url, {
      ...options,
      headers: new Headers({
        accept: 'application/json',
        'content-type': 'application/json',
        cookie: browser.cookie,
        'x-csrf-token': browser.csrfToken,
      }),
    }),
  );
}

/** Pages are counted from 1, as react-admin does. */
export function listParams(
  filter: Record<string, unknown> = {},
  field = 'businessName',
  order: 'ASC' | 'DESC' = 'ASC',
  perPage = 25,
  page = 1,
) {
  return { filter, sort: { field, order }, pagination: { page, perPage } };
}
