import { usualPolicy, type PlaybookPolicy, type PlaybookPolicyRow } from '@wedsync/domain/success';
import { isoInstant, type Reader, type Writer } from '../../platform/index.ts';

/** What holds for all playbooks, as its page shows it: the usual policy, version 0, until somebody changes it. */
export async function playbookPolicyRow({ sql }: Reader): Promise<PlaybookPolicyRow> {
  const row: PlaybookPolicyRow | undefined = await sql('playbook_policies').first('id', 'policy', 'version', {
    updatedAt: isoInstant(sql, 'updated_at'),
  });
  return row ?? { id: 'all', policy: usualPolicy, version: 0, updatedAt: null };
}

/** Holds for everything that playbooks decide from now on. */
export async function keepPlaybookPolicy({ sql }: Writer, policy: PlaybookPolicy, now: Date): Promise<void> {
  const columns = { policy: JSON.stringify(policy), updated_at: now };
  await sql('playbook_policies')
    .insert({ id: 'all', ...columns })
    .onConflict('id')
    .merge(columns);
}
