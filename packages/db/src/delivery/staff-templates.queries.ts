import type { StaffTemplate, StaffTemplateFilter } from '@wedsync/domain/delivery';
import type { ListQuery, Page } from '@wedsync/domain/platform';
import { isoInstant, likePattern, listPage, type ListSpec, type Reader } from '../platform/index.ts';

/** Templates that staff write, drafts among them. */
export function listStaffTemplates(
  reader: Reader,
  query: ListQuery<StaffTemplateFilter>,
): Promise<Page<StaffTemplate>> {
  return listPage(reader, spec, query);
}

export async function findStaffTemplate(reader: Reader, id: string): Promise<StaffTemplate | undefined> {
  return (await hydrate(reader, [id]))[0];
}

/** Whether a template was edited after an action on it was asked for: then it is not what the second person was asked about. */
export async function templateEditedSince({ sql }: Reader, id: string, runId: string): Promise<boolean> {
  const found = await sql('message_templates as t')
    .join('action_runs as r', 'r.created_at', '<', 't.updated_at')
    .where({ 't.id': id, 'r.id': runId })
    .first('t.id');
  return found !== undefined;
}

const spec: ListSpec<StaffTemplate, StaffTemplateFilter> = {
  resource: 'message-templates',
  keys: ({ sql }) => sql('message_templates as t'),
  idColumn: 't.id',
  sorts: { name: 't.name', updatedAt: 't.updated_at', id: 't.id' },
  defaultSort: { field: 'name', order: 'ASC' },
  filters: {
    id: (query, ids) => query.whereIn('t.id', ids),
    q: (query, text) => query.whereILike('t.name', likePattern(text)),
    channel: (query, channels) => query.whereIn('t.channel', channels),
    purpose: (query, purposes) => query.whereIn('t.purpose', purposes),
    state: (query, states) => query.whereIn('t.state', states),
  },
  countCap: 10_000,
  hydrate,
  rowId: (template) => template.id,
};

async function hydrate({ sql }: Reader, ids: readonly (string | number)[]): Promise<StaffTemplate[]> {
  return sql('message_templates as t')
    .leftJoin('message_template_versions as v', (join) =>
      join.on('v.template_id', 't.id').andOn('v.number', 't.published_version'),
    )
    .whereIn('t.id', [...ids])
    .select(
      't.id',
      't.name',
      't.channel',
      't.purpose',
      't.subject',
      't.body',
      't.description',
      't.state',
      't.version',
      {
        publishedVersion: 't.published_version',
        published: sql.raw(
          `case when v.number is not null then json_build_object('purpose', v.purpose, 'subject', v.subject, 'body', v.body) end`,
        ),
        edited: sql.raw(`(v.subject, v.body, v.purpose) is distinct from (t.subject, t.body, t.purpose)`),
        createdAt: isoInstant(sql, 't.created_at'),
        updatedAt: isoInstant(sql, 't.updated_at'),
      },
    );
}
