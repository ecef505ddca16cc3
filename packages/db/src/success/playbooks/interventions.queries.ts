import type { Knex } from 'knex';
import { dayBounds, type ListQuery, type Page } from '@wedsync/domain/platform';
import type { Intervention, InterventionFilter } from '@wedsync/domain/success';
import { isoInstant, likePattern, listPage, type ListSpec, type Reader } from '../../platform/index.ts';

/** What playbooks did for suppliers, or kept back. */
export function listInterventions(reader: Reader, query: ListQuery<InterventionFilter>): Promise<Page<Intervention>> {
  return listPage(reader, spec, query);
}

export async function findIntervention(reader: Reader, id: string): Promise<Intervention | undefined> {
  return (await hydrate(reader, [id]))[0];
}

const spec: ListSpec<Intervention, InterventionFilter> = {
  resource: 'interventions',
  keys: ({ sql }) => sql('interventions as i'),
  idColumn: 'i.id',
  sorts: { id: 'i.id', proposedAt: 'i.proposed_at', sentAt: 'i.sent_at' },
  defaultSort: { field: 'proposedAt', order: 'DESC' },
  filters: {
    id: (query, ids) => void query.whereIn('i.id', [...ids]),
    playbookId: (query, id) => void query.where('i.playbook_id', id),
    supplierId: (query, id) => void query.where('i.supplier_id', id),
    enrolmentId: (query, id) => void query.where('i.enrolment_id', id),
    step: (query, step) => void query.where('i.step', step),
    kind: (query, kinds) => void query.whereIn('i.kind', [...kinds]),
    state: (query, states) => void query.whereIn('i.state', [...states]),
    reason: (query, reasons) => void query.whereIn('i.reason', [...reasons]),
    q: (query, text) =>
      void query.whereIn('i.supplier_id', (named) =>
        named
          .from('suppliers')
          .whereRaw('lower(business_name) like lower(?)', [likePattern(text)])
          .select('id'),
      ),
    ending: (query, states) =>
      void query.whereIn('i.enrolment_id', (ended) =>
        ended
          .from('playbook_enrolments')
          .whereIn('state', [...states])
          .select('id'),
      ),
    ownerId: (query, owners) =>
      void query.whereIn('i.supplier_id', (owned) =>
        owned
          .from('suppliers')
          .whereIn('owner_id', [...owners])
          .select('id'),
      ),
    proposedFrom: (query, day) => void query.where('i.proposed_at', '>=', dayBounds(day).start),
    proposedTo: (query, day) => void query.where('i.proposed_at', '<', dayBounds(day).end),
    enteredFrom: (query, day) => whereEntered(query, '>=', dayBounds(day).start),
    enteredTo: (query, day) => whereEntered(query, '<', dayBounds(day).end),
  },
  countCap: 10_000,
  hydrate,
  rowId: ({ id }) => id,
};

function whereEntered(query: Knex.QueryBuilder, operator: '>=' | '<', at: Date): void {
  void query.whereIn('i.enrolment_id', (entered) =>
    entered.from('playbook_enrolments').where('entered_at', operator, at).select('id'),
  );
}

async function hydrate({ sql }: Reader, ids: readonly (string | number)[]): Promise<Intervention[]> {
  return sql('interventions as i')
    .join('playbooks as p', 'p.id', 'i.playbook_id')
    .join('suppliers as s', 's.id', 'i.supplier_id')
    .join('playbook_enrolments as e', 'e.id', 'i.enrolment_id')
    .leftJoin('staff as f', 'f.id', 's.owner_id')
    .whereIn('i.id', [...ids])
    .select('i.id', 'i.step', 'i.kind', 'i.state', 'i.title', 'i.reason', 'i.why', 'i.version', {
      enrolmentId: 'i.enrolment_id',
      playbookId: 'i.playbook_id',
      playbookName: 'p.name',
      supplierId: 'i.supplier_id',
      businessName: 's.business_name',
      outcomeId: 'i.outcome_id',
      proposedAt: isoInstant(sql, 'i.proposed_at'),
      sentAt: isoInstant(sql, 'i.sent_at'),
      engagedAt: isoInstant(sql, 'i.engaged_at'),
      engagedBy: 'i.engaged_by',
      ending: 'e.state',
      ownerName: 'f.name',
      decidedByName: 'i.decided_by_name',
    });
}
