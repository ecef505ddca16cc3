import type { AppParts } from '../parts.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import type { Page } from './layout.ts';

export function overviewPage(parts: AppParts): Page {
  const progress = parts.progress();
  const live = progress.phase === 'live';
  return {
    path: '/',
    title: 'Overview',
    refreshSeconds: live ? 10 : 2,
    body: html` <div class="card">
        <p>
          <strong>${live ? 'In real time' : 'Playing the history'}</strong>
          <span class="quiet">virtual time ${progress.virtualNow.slice(0, 19).replace('T', ' ')} UTC</span>
        </p>
        <progress max="100" value="${progress.percent}" aria-label="History played">${progress.percent} %</progress>
        <p class="quiet">
          ${progress.percent} % of the
          history${progress.pending > 0 && `, ${count(progress.pending)} on their way to the product`}
        </p>
        ${progress.lastFailure && html`<p class="bad">Last refusal by the product: ${progress.lastFailure}</p>`}
      </div>
      <div class="card figures">
        ${figure('Suppliers', progress.suppliers)}${figure('Stripe events sent', progress.stripeEventsSent)}${figure('Product events sent', progress.productEventsSent)}
        ${figure('Mails caught', parts.mailbox.list().length)}${figure('Slack messages', parts.slack.list().length)}${figure('Text messages', parts.sms.list().length)}${figure('Events at the marketing tool', parts.marketing.list().length)}
      </div>
      <div class="card">
        <h2>At Stripe</h2>
        <table>
          <tbody>
            ${nouns.map(
              ([noun, label]) =>
                html`<tr>
                  <td>${label}</td>
                  <td class="number">${count(parts.engine.store.count(noun))}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      <p class="quiet">
        As data: <a href="/progress">progress</a>, <a href="/truth">truth</a>, <a href="/mail.json">mail</a>,
        <a href="/slack.json">Slack</a>, <a href="/sms.json">SMS</a>, <a href="/marketing.json">marketing tool</a>.
      </p>`,
  };
}

const nouns = [
  ['customer', 'Customers'],
  ['subscription', 'Subscriptions'],
  ['invoice', 'Invoices'],
  ['charge', 'Charges'],
  ['refund', 'Refunds'],
  ['dispute', 'Disputes'],
  ['credit_note', 'Credit notes'],
  ['payout', 'Payouts'],
  ['balance_transaction', 'Balance transactions'],
] as const;

function figure(label: string, value: number): Html {
  return html`<div><b>${count(value)}</b><span class="quiet">${label}</span></div>`;
}

function count(value: number): string {
  return value.toLocaleString('en-GB');
}
