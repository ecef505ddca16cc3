import type { EnrolmentState, PlaybookState } from '@wedsync/domain/success';
import type { Reader } from '../../platform/index.ts';

/** Whether what an enrolment promised is still meant. */
export type EnrolmentStanding = {
  readonly state: EnrolmentState;
  readonly endReason: string | null;
  readonly playbookName: string;
  readonly playbookState: PlaybookState;
};

/** How enrolments and their playbooks stand, by the enrolment's id. */
export async function enrolmentStandings(
  { sql }: Reader,
  ids: readonly string[],
): Promise<ReadonlyMap<string, EnrolmentStanding>> {
  const rows: (EnrolmentStanding & { readonly id: string })[] = await sql('playbook_enrolments as e')
    .join('playbooks as p', 'p.id', 'e.playbook_id')
    .whereIn('e.id', [...ids])
    .select({
      id: 'e.id',
      state: 'e.state',
      endReason: 'e.end_reason',
      playbookName: 'p.name',
      playbookState: 'p.state',
    });
  return new Map(rows.map(({ id, ...standing }) => [id, standing]));
}
