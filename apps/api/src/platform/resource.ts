import type { Reader, Writer } from '@wedsync/db/platform';
import { Invalid, NotFound, StaleVersion, type ListQuery, type Page, type Principal } from '@wedsync/domain/platform';
import type { z } from 'zod';
import { permitted } from './context.ts';
import type { RequestContext } from './services.ts';

export type Verb = 'list' | 'show' | 'create' | 'update' | 'delete';
type Id = string;

/** One resource: what a row looks like and how it is listed, shown and edited. Verbs that are left out do not exist. */
export type ResourceDefinition<Row extends object, Filter extends object, Create, Update> = {
  readonly name: string;
  readonly description: string;
  readonly row: z.ZodType<Row>;
  readonly filter: z.ZodType<Filter>;
  readonly list: (reader: Reader, query: ListQuery<Filter>, context: RequestContext) => Promise<Page<Row>>;
  readonly show: (reader: Reader, id: Id, context: RequestContext) => Promise<Row | undefined>;
  readonly create?: {
    readonly input: z.ZodType<Create>;
    readonly run: (writer: Writer, input: Create, context: RequestContext) => Promise<Row>;
  };
  /** `input` is a strict object of the editable fields; fields sent back unchanged are dropped before it sees them. */
  readonly update?: {
    readonly input: z.ZodType<Update>;
    readonly run: (writer: Writer, id: Id, input: Update, context: RequestContext) => Promise<unknown>;
  };
  readonly remove?: { readonly run: (writer: Writer, id: Id, context: RequestContext) => Promise<unknown> };
  /** What this principal sees of a row: masks fields, never adds any. */
  readonly present?: (row: Row, principal: Principal) => Row;
};

/** A resource with its types sealed inside, as the router and the documentation see it. */
export type AnyResource = {
  readonly name: string;
  readonly description: string;
  readonly verbs: readonly Verb[];
  readonly schemas: {
    readonly row: z.ZodType;
    readonly filter: z.ZodType;
    readonly create?: z.ZodType;
    readonly update?: z.ZodType;
  };
  list(context: RequestContext, parse: <F>(schema: z.ZodType<F>) => ListQuery<F>): Promise<Page<object>>;
  show(context: RequestContext, id: Id): Promise<object>;
  create(context: RequestContext, body: unknown): Promise<object>;
  update(context: RequestContext, id: Id, body: unknown): Promise<object>;
  remove(context: RequestContext, id: Id): Promise<object>;
};

export function defineResource<Row extends object, Filter extends object, Create = never, Update = never>(
  definition: ResourceDefinition<Row, Filter, Create, Update>,
): AnyResource {
  const { name, create, update, remove } = definition;
  const present = (context: RequestContext, row: Row) => definition.present?.(row, context.principal) ?? row;
  const find = async (reader: Reader, id: Id, context: RequestContext) => {
    const row = await definition.show(reader, id, context);
    if (row === undefined) throw NotFound({ what: singular(name), id });
    return row;
  };
  return {
    name,
    description: definition.description,
    verbs: [
      'list',
      'show',
      ...(create ? (['create'] as const) : []),
      ...(update ? (['update'] as const) : []),
      ...(remove ? (['delete'] as const) : []),
    ],
    schemas: {
      row: definition.row,
      filter: definition.filter,
      ...(create ? { create: create.input } : {}),
      ...(update ? { update: update.input } : {}),
    },

    async list(context, parse) {
      allow(context, name, 'list');
      const query = parse(definition.filter);
      const page = await context.store.read(context.actor, (reader) => definition.list(reader, query, context));
      return { ...page, rows: page.rows.map((row) => present(context, row)) };
    },
    async show(context, id) {
      allow(context, name, 'show');
      return present(context, await context.store.read(context.actor, (reader) => find(reader, id, context)));
    },
    async create(context, body) {
      allow(context, name, 'create');
      if (create === undefined) throw notOffered(name, 'created');
      const input = create.input.parse(body);
      return present(
        context,
        await context.store.transact(context.actor, (writer) => create.run(writer, input, context)),
      );
    },
    async update(context, id, body) {
      allow(context, name, 'update');
      if (update === undefined) throw notOffered(name, 'edited');
      const row = await context.store.transact(context.actor, async (writer) => {
        const current = await find(writer, id, context);
        refuseStale(name, present(context, current), body);
        await update.run(writer, id, update.input.parse(changedFields(present(context, current), body)), context);
        return find(writer, id, context);
      });
      return present(context, row);
    },
    async remove(context, id) {
      allow(context, name, 'delete');
      if (remove === undefined) throw notOffered(name, 'deleted');
      return context.store.transact(context.actor, async (writer) => {
        const row = await find(writer, id, context);
        await remove.run(writer, id, context);
        return present(context, row);
      });
    },
  };
}

function allow(context: RequestContext, resource: string, verb: Verb): void {
  permitted(context, `${resource}:${verb}`);
}

function notOffered(resource: string, done: string) {
  return Invalid({ message: `${resource} cannot be ${done} here.` });
}

/** The form was filled in against a version; if the record moved on meanwhile, nothing is overwritten. */
function refuseStale(name: string, current: object, body: unknown): void {
  const version = 'version' in current ? current.version : undefined;
  const seen = typeof body === 'object' && body !== null && 'version' in body ? body.version : undefined;
  if (version !== undefined && seen !== version) throw StaleVersion({ what: singular(name) });
}

/** react-admin sends the whole record back; what did not change is no edit, so only real changes meet the strict schema. */
function changedFields(current: object, body: unknown): Record<string, unknown> {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw Invalid({ message: 'Send the record as a JSON object.' });
  const before: Record<string, unknown> = { ...current };
  return Object.fromEntries(
    Object.entries(body).filter(
      ([field, value]) => field !== 'version' && JSON.stringify(value) !== JSON.stringify(before[field]),
    ),
  );
}

export function singular(resource: string): string {
  return resource.replaceAll('-', ' ').replace(/ies$/, 'y').replace(/s$/, '');
}
