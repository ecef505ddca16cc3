import type { AppParts } from '../parts.ts';
import type { CaughtMail } from '../mail/index.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import type { Page } from './layout.ts';

export function mailListPage({ mailbox }: AppParts): Page {
  const mails = mailbox.list();
  const body =
    mails.length === 0
      ? html`<p class="card quiet">Every mail the product sends is caught here. None so far.</p>`
      : html`<div class="card">
          <table>
            <thead>
              <tr>
                <th>Received</th>
                <th>To</th>
                <th>Subject</th>
              </tr>
            </thead>
            <tbody>
              ${mails.map(
                (mail) =>
                  html`<tr>
                    <td class="quiet">${shortTime(mail.receivedAt)}</td>
                    <td>${mail.to.join(', ')}</td>
                    <td><a href="/mail/${mail.id}">${mail.subject || '(no subject)'}</a></td>
                  </tr>`,
              )}
            </tbody>
          </table>
        </div>`;
  return { path: '/mail', title: 'Mail', body };
}

export function mailPage(mail: CaughtMail, mayReport: boolean): Page {
  return {
    path: '/mail',
    title: mail.subject || '(no subject)',
    body: html`<div class="card">
        <table>
          <tbody>
            <tr>
              <th>From</th>
              <td>${mail.from}</td>
            </tr>
            <tr>
              <th>To</th>
              <td>${mail.to.join(', ')}</td>
            </tr>
            <tr>
              <th>Received</th>
              <td>${shortTime(mail.receivedAt)}</td>
            </tr>
            ${mail.attachments.map(
              (file) =>
                html`<tr>
                  <th>Attached</th>
                  <td>${file.filename} (${file.mimeType}, ${file.sizeBytes} bytes)</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${mayReport && fates(mail)}
      ${mail.html && html`<div class="card"><iframe sandbox title="The mail as the recipient sees it" srcdoc="${mail.html}"></iframe></div>`}
      <div class="card">
        <h2>Text</h2>
        <pre>${mail.text || '(no text part)'}</pre>
      </div>
      <details class="card">
        <summary>Headers</summary>
        <pre>${Object.entries(mail.headers).map(([name, value]) => `${name}: ${value}\n`)}</pre>
      </details>`,
  };
}

/** What its reader, or the mailbox, does with it now. */
function fates({ id }: CaughtMail): Html {
  return html`<form class="card" method="post" action="/mail/${id}/fate">
    <h2>What becomes of it</h2>
    <button name="fate" value="delivered">Deliver</button>
    <button name="fate" value="hard-bounce">No such mailbox</button>
    <button name="fate" value="soft-bounce">Mailbox full</button>
    <button name="fate" value="complaint">Mark as spam</button>
    <label>Answer <input name="text" placeholder="Stop" /></label>
    <button name="fate" value="reply">Answer</button>
  </form>`;
}

function shortTime(iso: string): string {
  return iso.slice(0, 19).replace('T', ' ');
}
