import { Html, html } from './html.ts';

const places = [
  ['/', 'Overview'],
  ['/mail', 'Mail'],
  ['/slack', 'Slack'],
  ['/sms', 'SMS'],
  ['/marketing', 'Marketing'],
  ['/stripe-events', 'Stripe events'],
  ['/faults', 'Faults'],
] as const;

export interface Page {
  path: string;
  title: string;
  body: Html;
  /** Reload by itself, seconds. */
  refreshSeconds?: number;
}

/** A whole page as text. */
export function layout({ path, title, body, refreshSeconds }: Page): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · WedSync sandbox</title>
        ${refreshSeconds && html`<meta http-equiv="refresh" content="${refreshSeconds}" />`}
        <style>
          ${new Html(stylesheet)}
        </style>
      </head>
      <body>
        <header>
          <strong>WedSync sandbox</strong><span class="quiet">the outside world, simulated</span>
          <nav aria-label="Pages">
            ${places.map(
              ([href, name]) =>
                html`<a href="${href}" ${path === href && new Html(' aria-current="page"')}>${name}</a>`,
            )}
          </nav>
        </header>
        <main>
          <h1>${title}</h1>
          ${body}
        </main>
      </body>
    </html>`.markup;
}

const stylesheet = `
:root { color-scheme: light dark; --ink: #1a1f36; --quiet: #5b6478; --line: #e3e8ee; --ground: #f6f8fa; --card: #fff; --accent: #5850d6; --good: #1a7f4b; --bad: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9f0; --quiet: #9aa4b8; --line: #2b3242; --ground: #12151d; --card: #1a1e29; --accent: #a5a0ff; --good: #5fd49a; --bad: #ff8a80; } }
* { box-sizing: border-box; }
body { margin: 0; font: 14px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--ground); font-variant-numeric: tabular-nums; }
header { display: flex; flex-wrap: wrap; gap: 4px 16px; align-items: baseline; padding: 12px 24px; background: var(--card); border-bottom: 1px solid var(--line); }
nav { display: flex; flex-wrap: wrap; gap: 4px; margin-left: auto; }
nav a { padding: 4px 12px; border-radius: 6px; color: var(--ink); text-decoration: none; }
nav a:hover { background: var(--ground); } nav a[aria-current] { background: var(--accent); color: var(--card); }
main { max-width: 1100px; margin: 0 auto; padding: 16px 24px 48px; }
h1 { font-size: 20px; margin: 8px 0 16px; } h2 { font-size: 15px; margin: 24px 0 8px; }
a { color: var(--accent); } .quiet { color: var(--quiet); } .bad { color: var(--bad); } .good { color: var(--good); }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 16px; margin-bottom: 16px; }
p { margin: 8px 0; } .card > :first-child { margin-top: 0; } .card > :last-child { margin-bottom: 0; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(130px, 1fr)); gap: 16px; }
.figures b { display: block; font-size: 22px; font-weight: 600; }
progress { width: 100%; height: 10px; accent-color: var(--accent); }
table { width: 100%; border-collapse: collapse; } th { text-align: left; white-space: nowrap; color: var(--quiet); font-weight: 500; }
td, th { padding: 6px 8px; border-bottom: 1px solid var(--line); vertical-align: top; } td.number { text-align: right; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; font-size: 12px; }
iframe { width: 100%; height: 60vh; border: 1px solid var(--line); border-radius: 6px; background: #fff; }
form { display: grid; grid-template-columns: repeat(auto-fill, minmax(230px, 1fr)); gap: 12px; align-items: end; }
label { display: grid; gap: 4px; color: var(--quiet); } input, select { font: inherit; padding: 6px 8px; border: 1px solid var(--line); border-radius: 6px; background: var(--card); color: var(--ink); }
button { font: inherit; padding: 7px 14px; border: 0; border-radius: 6px; background: var(--accent); color: var(--card); cursor: pointer; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.message { border-left: 3px solid var(--accent); padding: 2px 12px; margin: 12px 0; } .message hr { border: 0; border-top: 1px solid var(--line); }
.button { display: inline-block; border: 1px solid var(--line); border-radius: 4px; padding: 2px 10px; margin: 4px 6px 0 0; }
form.inline { display: inline; } button.button { background: var(--card); color: var(--ink); } a.button { color: var(--ink); text-decoration: none; }
.fields { display: grid; grid-template-columns: 1fr 1fr; gap: 4px 16px; }
`;
