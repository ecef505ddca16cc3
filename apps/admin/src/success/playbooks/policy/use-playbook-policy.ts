import type { PlaybookPolicyRow } from '@wedsync/domain/success';
import { useGetOne } from 'react-admin';

/** What holds for all playbooks together. */
export function usePlaybookPolicy() {
  return useGetOne<PlaybookPolicyRow>('playbook-policy', { id: 'all' });
}
