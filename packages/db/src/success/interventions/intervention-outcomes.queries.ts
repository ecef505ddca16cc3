import type { ListQuery, Page } from '@wedsync/domain/platform';
import type { InterventionOutcome, InterventionOutcomeFilter } from '@wedsync/domain/success';
import { isoInstant, likePattern, listPage, type ListSpec, type Reader } from '../../platform/index.ts';

/** What became of suppliers that entered playbooks: the rows behind every figure of the report. */
export function listInterventionOutcomes(
  reader: Reader,
  query: ListQuery<InterventionOutcomeFilter>,
): Promise<Page<InterventionOutcome>> {
  return listPage(reader, spec, query);
}

export async function findInterventionOutcome(reader: Reader, id: string): Promise<InterventionOutcome | undefined> {
  return (await hydrate(reader, [id]))[0];
}

/** Drawn, for the first time, and not cut short by us. */
export const countedSql = '(o.first_entry and not o.cut_short)';

const spec: ListSpec<InterventionOutcome, InterventionOutcomeFilter> = {
  resource: 'intervention-outcomes',
  keys: ({ sql }) => sql('intervention_outcomes as o'),
  idColumn: 'o.enrolment_id',
  sorts: {
    id: 'o.enrolment_id',
    enteredAt: 'o.entered_at',
    residualMinor: 'o.residual_minor',
    valueChangeMinor: 'o.value_change_minor',
    costMinor: 'o.cost_thousandths',
  },
  defaultSort: { field: 'enteredAt', order: 'DESC' },
  filters: {
    id: (query, ids) => void query.whereIn('o.enrolment_id', [...ids]),
    q: (query, text) =>
      void query.whereIn('o.supplier_id', (named) =>
        named
          .from('suppliers')
          .whereRaw('lower(business_name) like lower(?)', [likePattern(text)])
          .select('id'),
      ),
    playbookId: (query, id) => void query.where('o.playbook_id', id),
    supplierId: (query, id) => void query.where('o.supplier_id', id),
    arm: (query, arm) => void query.where('o.arm', arm),
    planCode: (query, codes) => void query.whereIn('o.plan_code', [...codes]),
    healthBand: (query, bands) => void query.whereIn('o.health_band', [...bands]),
    month: (query, month) => void query.where('o.month', `${month}-01`),
    monthFrom: (query, month) => void query.where('o.month', '>=', `${month}-01`),
    monthTo: (query, month) => void query.where('o.month', '<=', `${month}-01`),
    counted: (query, counted) => void query.whereRaw(`${countedSql} = ?`, [counted]),
    goalJudged: (query, judged) => void query.whereRaw('(o.goal_met is not null) = ?', [judged]),
    goalMet: (query, met) => void query.where('o.goal_met', met),
    stayJudged: (query, judged) => void query.whereRaw('(o.retained is not null) = ?', [judged]),
    retained: (query, retained) => void query.where('o.retained', retained),
    contacted: (query, contacted) => void query.whereRaw('(o.reached > 0) = ?', [contacted]),
  },
  countCap: 10_000,
  hydrate,
  rowId: ({ id }) => id,
};

async function hydrate({ sql }: Reader, ids: readonly (string | number)[]): Promise<InterventionOutcome[]> {
  return sql('intervention_outcomes as o')
    .join('playbooks as p', 'p.id', 'o.playbook_id')
    .join('suppliers as s', 's.id', 'o.supplier_id')
    .leftJoin('staff as f', 'f.id', 's.owner_id')
    .whereIn('o.enrolment_id', [...ids])
    .select('o.arm', 'o.paying', 'o.retained', 'o.acts', 'o.reached', 'o.engaged', {
      id: 'o.enrolment_id',
      playbookId: 'o.playbook_id',
      playbookName: 'p.name',
      supplierId: 'o.supplier_id',
      businessName: 's.business_name',
      ownerName: 'f.name',
      planCode: 'o.plan_code',
      healthBand: 'o.health_band',
      month: sql.raw(`to_char(o.month, 'YYYY-MM')`),
      counted: sql.raw(countedSql),
      enteredAt: isoInstant(sql, 'o.entered_at'),
      goalDueAt: isoInstant(sql, 'o.goal_due_at'),
      goalMet: 'o.goal_met',
      retentionDueAt: isoInstant(sql, 'o.retention_due_at'),
      residualMinor: 'o.residual_minor',
      valueChangeMinor: 'o.value_change_minor',
      costMinor: sql.raw('round(o.cost_thousandths / 1000.0)::int'),
      measuredAt: isoInstant(sql, 'o.measured_at'),
    });
}
