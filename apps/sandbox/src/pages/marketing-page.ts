import type { AppParts } from '../parts.ts';
import { html } from './html.ts';
import type { Page } from './layout.ts';

export function marketingPage({ marketing }: AppParts): Page {
  const events = marketing.list();
  const body =
    events.length === 0
      ? html`<p class="card quiet">Every event the product tells the marketing tool arrives here. None so far.</p>`
      : html`<div class="card">
          <table>
            <thead>
              <tr>
                <th>Received</th>
                <th>Event</th>
                <th>Supplier</th>
                <th>Contact</th>
                <th>Properties</th>
                <th>Sent</th>
              </tr>
            </thead>
            <tbody>
              ${events.map(
                ({ receivedAt, event, supplier, contact, properties, times }) =>
                  html`<tr>
                    <td class="quiet">${receivedAt}</td>
                    <td>${event}</td>
                    <td>${String(supplier.businessName ?? supplier.externalId)}</td>
                    <td>${contact.email ?? '–'}</td>
                    <td>
                      ${Object.entries(properties)
                        .map(([name, value]) => `${name}: ${value}`)
                        .join(', ')}
                    </td>
                    <td>${times === 1 ? 'once' : `${times} times`}</td>
                  </tr>`,
              )}
            </tbody>
          </table>
        </div>`;
  return { path: '/marketing', title: 'Marketing tool', body };
}
