import type { Request } from 'express';

/** Whether the caller has what carries this tag: `If-None-Match` may list several, mark them weak, or accept anything. */
export function isKnownTag(req: Request, etag: string): boolean {
  const asked = req.headers['if-none-match'];
  if (asked === undefined) return false;
  return asked.split(',').some((one) => ['*', etag].includes(one.trim().replace(/^W\//, '')));
}
