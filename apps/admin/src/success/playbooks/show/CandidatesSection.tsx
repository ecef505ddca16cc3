import type { PlaybookCandidate } from '@wedsync/domain/success';
import { RecordSection, recordPath } from '../../../platform/index.ts';
import { candidateColumns } from '../candidate-columns.tsx';

/** Who was kept out of a playbook, and why. */
export function CandidatesSection({ playbookId }: { readonly playbookId: string }) {
  return (
    <RecordSection<PlaybookCandidate>
      title="Kept out"
      resource="playbook-candidates"
      filter={{ playbookId, state: ['suppressed'] }}
      sort={{ field: 'id', order: 'DESC' }}
      columns={candidateColumns}
      rowPath={({ supplierId }) => recordPath('suppliers', supplierId)}
      empty={{ title: 'Nobody', text: 'Suppliers for whom it fired but who were kept out are shown here, with why.' }}
    />
  );
}
