import { dayBounds, type ListQuery, type Page } from '@wedsync/domain/platform';
import type { Enrolment, EnrolmentFilter } from '@wedsync/domain/success';
import { isoInstant, listPage, type ListSpec, type Reader } from '../../platform/index.ts';

/** Who is or was in which playbook. */
export function listEnrolments(reader: Reader, query: ListQuery<EnrolmentFilter>): Promise<Page<Enrolment>> {
  return listPage(reader, spec, query);
}

export async function findEnrolment(reader: Reader, id: string): Promise<Enrolment | undefined> {
  return (await hydrate(reader, [id]))[0];
}

const spec: ListSpec<Enrolment, EnrolmentFilter> = {
  resource: 'enrolments',
  keys: ({ sql }) => sql('playbook_enrolments as e'),
  idColumn: 'e.id',
  sorts: { id: 'e.id', enteredAt: 'e.entered_at', dueAt: 'e.due_at', endedAt: 'e.ended_at' },
  defaultSort: { field: 'enteredAt', order: 'DESC' },
  filters: {
    id: (query, ids) => void query.whereIn('e.id', [...ids]),
    playbookId: (query, id) => void query.where('e.playbook_id', id),
    supplierId: (query, id) => void query.where('e.supplier_id', id),
    state: (query, states) => void query.whereIn('e.state', [...states]),
    arm: (query, arm) => void query.where('e.arm', arm),
    enteredFrom: (query, day) => void query.where('e.entered_at', '>=', dayBounds(day).start),
    enteredTo: (query, day) => void query.where('e.entered_at', '<', dayBounds(day).end),
  },
  countCap: 10_000,
  hydrate,
  rowId: ({ id }) => id,
};

async function hydrate({ sql }: Reader, ids: readonly (string | number)[]): Promise<Enrolment[]> {
  return sql('playbook_enrolments as e')
    .join('playbooks as p', 'p.id', 'e.playbook_id')
    .join('suppliers as s', 's.id', 'e.supplier_id')
    .whereIn('e.id', [...ids])
    .select('e.id', 'e.arm', 'e.stratum', 'e.state', 'e.step', {
      playbookId: 'e.playbook_id',
      playbookName: 'p.name',
      versionNumber: 'e.version_number',
      supplierId: 'e.supplier_id',
      businessName: 's.business_name',
      chosenByName: 'e.chosen_by_name',
      enteredAt: isoInstant(sql, 'e.entered_at'),
      dueAt: isoInstant(sql, 'e.due_at'),
      goalDueAt: isoInstant(sql, 'e.goal_due_at'),
      goalMetAt: isoInstant(sql, 'e.goal_met_at'),
      endedAt: isoInstant(sql, 'e.ended_at'),
      endReason: 'e.end_reason',
    });
}
