import { z } from 'zod';
import type { ProductConnection } from '../env.ts';

const TIMEOUT_MS = 10_000;
const listed = z.object({ messages: z.array(z.object({ id: z.string() })) });

export type InAppAnswer = 'seen' | 'clicked' | 'dismissed';

/** What the host application asks the product when somebody signs in, and tells it of what they did. */
export class InAppDoor {
  private readonly connection: ProductConnection;

  constructor(connection: ProductConnection) {
    this.connection = connection;
  }

  /** Ids of the messages that wait for a supplier; none when the product does not answer. */
  async waiting(externalId: string): Promise<readonly string[]> {
    const path = `/api/in-app/messages?supplierExternalId=${encodeURIComponent(externalId)}`;
    const answer = await this.call(path, { method: 'GET' });
    if (!answer.ok) return [];
    return listed.parse(await answer.json()).messages.map(({ id }) => id);
  }

  async acknowledge(id: string, action: InAppAnswer): Promise<void> {
    const path = `/api/in-app/messages/${encodeURIComponent(id)}/acknowledge`;
    await this.call(path, { method: 'POST', body: JSON.stringify({ action }) });
  }

  private call(path: string, request: Pick<RequestInit, 'method' | 'body'>): Promise<Response> {
    return fetch(new URL(path, this.connection.apiUrl), {
      ...request,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.connection.ingestToken}` },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  }
}
