/** One piece of a letter. Every text is plain: it is escaped when it becomes HTML, so no data can add markup. */
export type LetterBlock =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'facts'; readonly rows: readonly { readonly label: string; readonly value: string }[] }
  | { readonly kind: 'button'; readonly label: string; readonly url: string };

export type Letter = { readonly subject: string; readonly blocks: readonly LetterBlock[] };

export type RenderedLetter = { readonly subject: string; readonly html: string; readonly text: string };

/** Turns a letter into HTML that mail programs agree on (tables, inline styles) and into plain text that says the same. */
export function renderLetter({ subject, blocks }: Letter): RenderedLetter {
  const title = oneLine(subject);
  const body = blocks.map(blockHtml).join('\n');
  return { subject: title, html: page(title, body), text: `${blocks.map(blockText).join('\n\n')}\n\n${signature}\n` };
}

/** Says below a letter why it came and how to end such letters. */
export function withUnsubscribe<L extends { readonly text: string; readonly html: string | null }>(
  letter: L,
  url: string,
): L {
  const html = letter.html?.replace(
    footerMark,
    () =>
      `<p style="margin:16px 0 0;font-size:13px;color:#5b6275">${footer} <a href="${escapeHtml(url)}" style="color:#5b6275">Unsubscribe</a></p>`,
  );
  return { ...letter, text: `${letter.text}\n--\n${footer}\nUnsubscribe: ${url}\n`, html: html ?? null };
}

const footer = 'You get this because your business uses WedSync.';
/** Where the footer goes; no escaped text can hold it. */
const footerMark = '<!-- footer -->';

/** Escapes text for HTML content and quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const signature = 'The WedSync team';
const font = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

/** A line break in a subject would let data add mail headers. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function blockHtml(block: LetterBlock): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p style="margin:0 0 16px">${escapeHtml(block.text)}</p>`;
    case 'facts':
      return `<table role="presentation" cellpadding="0" cellspacing="0" style="margin:0 0 20px;width:100%;border-collapse:collapse">${block.rows.map(factHtml).join('')}</table>`;
    case 'button':
      return `<p style="margin:0 0 20px"><a href="${escapeHtml(safeUrl(block.url))}" style="display:inline-block;padding:10px 18px;border-radius:6px;background:#3d5afe;color:#ffffff;text-decoration:none;font-weight:600">${escapeHtml(block.label)}</a></p>`;
  }
}

function factHtml({ label, value }: { label: string; value: string }): string {
  return `<tr><td style="padding:8px 0;border-bottom:1px solid #e6e8ee;color:#5b6275">${escapeHtml(label)}</td><td style="padding:8px 0;border-bottom:1px solid #e6e8ee;text-align:right;font-weight:600">${escapeHtml(value)}</td></tr>`;
}

function blockText(block: LetterBlock): string {
  switch (block.kind) {
    case 'paragraph':
      return block.text;
    case 'facts':
      return block.rows.map(({ label, value }) => `${label}: ${value}`).join('\n');
    case 'button':
      return `${block.label}: ${safeUrl(block.url)}`;
  }
}

/** Only addresses a browser opens as a page; anything else becomes harmless. */
function safeUrl(url: string): string {
  return /^https?:\/\//i.test(url) ? url : '#';
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title></head>
<body style="margin:0;background:#f4f5f8;${font};font-size:15px;line-height:1.55;color:#1c2133">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:32px 16px">
<table role="presentation" width="560" cellpadding="0" cellspacing="0" style="max-width:560px;width:100%;background:#ffffff;border-radius:10px"><tr><td style="padding:32px">
<p style="margin:0 0 24px;font-weight:700;letter-spacing:-0.01em">WedSync</p>
${body}
<p style="margin:24px 0 0;color:#5b6275">${signature}</p>
${footerMark}
</td></tr></table>
</td></tr></table>
</body></html>`;
}
