import { randomUUID } from 'node:crypto';
import { demoPassword } from './demo-people.ts';
import { demoPlaybooks, demoTemplates } from './demo-playbooks.ts';

/** Writes the demo playbooks as two members of staff would, through the api; what is there already stays as it is. */
export async function publishDemoPlaybooks(api: string): Promise<void> {
  const author = await signIn(api, 'marcus@wedsync.example');
  const present = await author.names('playbooks');
  const missing = demoPlaybooks.filter(({ name }) => !present.includes(name));
  if (missing.length === 0) return;
  await publishTemplates(author);
  const approver = await signIn(api, 'ada@wedsync.example');
  for (const playbook of missing) {
    const { id } = await author.send('POST', '/playbooks', playbook);
    await author.act(`/playbooks/${String(id)}/actions/publish`);
    for (const approval of await approver.list('approvals', { state: ['awaiting_approval'], targetId: id }))
      await approver.act(`/approvals/${String(approval.id)}/actions/approve`);
  }
}

async function publishTemplates(author: Member): Promise<void> {
  const present = await author.names('message-templates');
  for (const template of demoTemplates.filter(({ name }) => !present.includes(name))) {
    const { id } = await author.send('POST', '/message-templates', {
      ...template,
      channel: 'email',
      purpose: 'success',
    });
    await author.act(`/message-templates/${String(id)}/actions/publish`);
  }
}

type Row = Readonly<Record<string, unknown>>;
type Member = Awaited<ReturnType<typeof signIn>>;

/** Somebody at work: what they ask of the api carries their session. @throws Error with the answer when the api refuses */
async function signIn(api: string, email: string) {
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
    act: (path: string) => send('POST', path, { input: {}, reason: 'Agreed by the success team' }),
  };
}
