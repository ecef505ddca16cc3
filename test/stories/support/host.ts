import { inject } from 'vitest';

/** What the host application says to the product and asks of it. @throws Error with the answer when it is refused */
export async function asHost<Answer = unknown>(method: string, path: string, body?: unknown): Promise<Answer> {
  const answer = await fetch(`${inject('apiUrl')}/api${path}`, {
    method,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${inject('ingestToken')}` },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 500)}`);
  return JSON.parse(text === '' ? 'null' : text);
}

let sent = 0;

/** Something that a supplier did in the product, so many days ago. */
export function event(supplierExternalId: string, name: string, daysAgo: number, properties = {}) {
  sent += 1;
  const occurredAt = new Date(Date.now() - daysAgo * 86_400_000).toISOString();
  return { id: `story-${Date.now()}-${sent}`, supplierExternalId, name, occurredAt, properties };
}
