import { randomUUID } from 'node:crypto';
import { demoPassword } from './demo-people.ts';

type Row = Readonly<Record<string, unknown>>;
export type Member = Awaited<ReturnType<typeof memberAt>>;

/** A demo member of staff at work: what they ask of the api carries their session. @throws Error with the answer when the api refuses */
export async function memberAt(api: string, email: string) {
  const session = await fetch(`${api}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: demoPassword }),
  });
  const { csrfToken }: { csrfToken?: string } = JSON.parse(await session.text());
  const cookie = session.headers.get('set-cookie')?.split(';')[0] ?? '';
  const send = async <Answer = Row>(method: string, path: string, body?: unknown): Promise<Answer> => {
    const answer = await fetch(`${api}/api${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        cookie,
        'x-csrf-token': csrfToken ?? '',
        'idempotency-key': randomUUID(),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} for ${email}: ${answer.status} ${text.slice(0, 500)}`);
    return JSON.parse(text);
  };
  const list = (resource: string, filter: Row) =>
    send<readonly Row[]>('GET', `/${resource}?range=[0,99]&filter=${encodeURIComponent(JSON.stringify(filter))}`);
  return {
    send,
    list,
    names: async (resource: string) => (await list(resource, {})).map(({ name }) => String(name)),
    act: (path: string, input: Row = {}) => send('POST', path, { input, reason: 'Agreed by the success team' }),
  };
}
