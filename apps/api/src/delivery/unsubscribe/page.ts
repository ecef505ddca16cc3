import { escapeHtml } from '@wedsync/domain/delivery';

export type Choice = { readonly purpose: string; readonly title: string; readonly receives: boolean };

type Page = { readonly address: string; readonly choices: readonly Choice[]; readonly done: string | null };

/** The page on which the reader of a letter says what we may still send: works without scripts, an account or pictures. */
export function unsubscribePage({ address, choices, done }: Page): string {
  const rows = choices.map(row).join('\n');
  return frame(`
${done === null ? '' : `<p class="done" role="status">${escapeHtml(done)}</p>`}
<h1>What may we send you?</h1>
<p>To <strong>${escapeHtml(address)}</strong>. Receipts and other messages about your contract are sent in any case.</p>
<ul>${rows}</ul>`);
}

/** When the link is not one of ours, or leads nowhere any more. */
export function brokenLinkPage(): string {
  return frame(
    `<h1>This link does not work</h1><p>Please answer any of our e-mails with the word <strong>stop</strong> instead.</p>`,
  );
}

function row({ purpose, title, receives }: Choice): string {
  const [answer, label] = receives ? ['stop', 'Stop these'] : ['resume', 'Send these again'];
  return `<li><span>${escapeHtml(title)}<br><small>${receives ? 'We may send you these.' : 'We do not send you these.'}</small></span>
<form method="post"><input type="hidden" name="purpose" value="${escapeHtml(purpose)}"><button name="answer" value="${answer}" aria-label="${label}: ${escapeHtml(title)}">${label}</button></form></li>`;
}

function frame(body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>WedSync e-mails</title>
<style>
:root{color-scheme:light dark}body{margin:0;font:16px/1.5 -apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;background:light-dark(#f4f5f8,#12141c);color:light-dark(#1c2133,#e6e8ef)}
main{max-width:32rem;margin:10vh auto 0;padding:2rem;border-radius:10px;background:light-dark(#fff,#1b1e29)}h1{font-size:1.25rem;margin:0 0 .75rem}
ul{list-style:none;margin:0;padding:0}li{display:flex;gap:1rem;align-items:center;justify-content:space-between;padding:.9rem 0;border-top:1px solid light-dark(#e6e8ee,#2b3040)}small{color:light-dark(#5b6275,#a2a9bd)}
button{font:inherit;padding:.5rem .9rem;border-radius:6px;border:1px solid light-dark(#3d5afe,#8c9eff);background:transparent;color:light-dark(#2f45c9,#a9b6ff);cursor:pointer;white-space:nowrap}
.done{margin:0 0 1.25rem;padding:.6rem .9rem;border-radius:6px;background:light-dark(#e7f5ec,#16331f)}
</style></head><body><main>${body}</main></body></html>`;
}
