import type { AppParts } from '../parts.ts';
import { html } from './html.ts';
import type { Page } from './layout.ts';

export function smsPage({ sms }: AppParts): Page {
  const messages = sms.list();
  const body =
    messages.length === 0
      ? html`<p class="card quiet">Every text message the product sends is caught here. None so far.</p>`
      : html`<div class="card">
          <table>
            <thead>
              <tr>
                <th>Sent</th>
                <th>From</th>
                <th>To</th>
                <th>Text</th>
                <th>Segments</th>
                <th>Answer</th>
              </tr>
            </thead>
            <tbody>
              ${messages.map(
                (message) =>
                  html`<tr>
                    <td class="quiet">${message.date_created}</td>
                    <td>${message.from ?? message.messaging_service_sid}</td>
                    <td>${message.to}</td>
                    <td>${message.body}</td>
                    <td>${message.num_segments}</td>
                    <td>
                      <form method="post" action="/sms/${message.sid}/reply">
                        <input name="text" value="STOP" aria-label="Answer to ${message.to}" />
                        <button>Send</button>
                      </form>
                    </td>
                  </tr>`,
              )}
            </tbody>
          </table>
        </div>`;
  return { path: '/sms', title: 'SMS', body };
}
