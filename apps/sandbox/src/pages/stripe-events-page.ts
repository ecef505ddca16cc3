import { z } from 'zod';
import type { AppParts } from '../parts.ts';
import { html } from './html.ts';
import type { Page } from './layout.ts';

const eventList = z.object({
  has_more: z.boolean(),
  data: z.array(
    z.object({
      id: z.string(),
      type: z.string(),
      created: z.number(),
      data: z.object({ object: z.looseObject({ id: z.string().optional() }) }),
    }),
  ),
});

const PAGE_SIZE = 50;

/** @param after event id to go on from, or empty for the newest */
export function stripeEventsPage({ engine }: AppParts, after: string): Page {
  const params = { limit: PAGE_SIZE, ...(after ? { starting_after: after } : {}) };
  const { data, has_more } = eventList.parse(engine.reply({ method: 'GET', path: '/v1/events', params }));
  const last = data.at(-1);
  return {
    path: '/stripe-events',
    title: 'Stripe events sent',
    body: html`<div class="card">
      <table>
        <thead>
          <tr>
            <th>Created</th>
            <th>Type</th>
            <th>Event</th>
          </tr>
        </thead>
        <tbody>
          ${data.map(
            (event) =>
              html`<tr>
                <td class="quiet">${new Date(event.created * 1_000).toISOString().slice(0, 19).replace('T', ' ')}</td>
                <td>${event.type}</td>
                <td>
                  <details>
                    <summary>${event.id} <span class="quiet">${event.data.object.id}</span></summary>
                    <pre>${JSON.stringify(event.data, null, 2)}</pre>
                  </details>
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
      ${has_more && last && html`<p><a href="/stripe-events?after=${last.id}">Older</a></p>`}
    </div>`,
  };
}
