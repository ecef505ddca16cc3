import { demoPlaybooks, demoTemplates } from './demo-playbooks.ts';
import { memberAt, type Member } from './member.ts';

/** Writes the demo playbooks as two members of staff would, through the api; what is there already stays as it is. */
export async function publishDemoPlaybooks(api: string): Promise<void> {
  const author = await memberAt(api, 'marcus@wedsync.example');
  const present = await author.names('playbooks');
  const missing = demoPlaybooks.filter(({ name }) => !present.includes(name));
  if (missing.length === 0) return;
  await publishTemplates(author);
  const approver = await memberAt(api, 'ada@wedsync.example');
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
