const betweenWords = /[\s<>"'`()[\]{}|,;!*]+/u;
const withScheme = /[a-z][a-z0-9+.-]*:\/\/.+/iu;
/** Browsers read the dots of other scripts as dots too. */
const dot = '[.\u3002\uff0e\uff61]';
const bare = new RegExp(
  `(?:[\\p{L}\\p{N}._%+-]+@)?[\\p{L}\\p{N}-]+(?:${dot}[\\p{L}\\p{N}-]+)*${dot}(?:\\p{L}{2,}|xn--[a-z0-9-]+)(?![\\p{L}\\p{N}-])(?:[:/?#].*)?`,
  'iu',
);

/** Everything readers' programs turn into links: addresses with a scheme, bare domains such as `rose.example/x`, and e-mail addresses. */
export function linksIn(text: string): string[] {
  return text.split(betweenWords).flatMap((word) => {
    const [link] = withScheme.exec(word) ?? (new RegExp(dot, 'u').test(word) ? bare.exec(word) : null) ?? [];
    return link === undefined ? [] : [link.replace(/[.:?]+$/, '')];
  });
}

/** Where a link leads, whatever its path: `https://rose.example`, `rose.example`, or `@rose.example` for an e-mail address. */
export function destinationOf(link: string): string {
  const [site = ''] = /^(?:[a-z][a-z0-9+.-]*:\/\/)?[^/?#\\]*/i.exec(link) ?? [];
  return (site.includes('://') ? site : site.replace(/^[^@]*(?=@)/, '')).toLowerCase();
}

/** Whether a link leads to one of these hosts, by https or as an e-mail address. */
export function leadsTo(link: string, hosts: readonly string[]): boolean {
  const destination = destinationOf(link);
  return hosts.some((host) => destination === `https://${host}` || destination === `@${host}`);
}

/** The same words, of which no program makes a link: `rose.example` becomes `rose. example`. Words that are no link stay as they are. */
export function withoutLinks(text: string): string {
  if (linksIn(text).length === 0) return text;
  return text.replaceAll('://', ': //').replace(new RegExp(`(${dot})(?=[\\p{L}\\p{N}])`, 'gu'), '$1 ');
}
