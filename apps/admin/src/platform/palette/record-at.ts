/** The record whose page is at `pathname` ("/suppliers/sup_1/show"), or null on any other page. */
export function recordAt(pathname: string): { readonly resource: string; readonly id: string } | null {
  const match = /^\/([a-z-]+)\/([^/]+)\/show(?:\/|$)/.exec(pathname);
  const [, resource, id] = match ?? [];
  return resource === undefined || id === undefined ? null : { resource, id: decodeURIComponent(id) };
}
