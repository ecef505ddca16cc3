import { z } from 'zod';
import type { AnyAction } from '../action.ts';
import type { ApiCapability } from '../capability.ts';
import type { Sign } from '../door.ts';
import { singular, type AnyResource, type Verb } from '../resource.ts';

type Json = Readonly<Record<string, unknown>>;

/** OpenAPI 3.1 of everything the capabilities offer, made from the very schemas that parse the requests. */
export function describeApi(capabilities: readonly ApiCapability[]): Json {
  const resources = capabilities.flatMap((capability) =>
    capability.resources.map((resource) => pathsOfResource(capability.name, resource)),
  );
  const actions = capabilities.flatMap((capability) =>
    capability.actions.map((action) => pathsOfAction(capability.name, action)),
  );
  const doors = capabilities.flatMap((capability) =>
    signsOf(capability).map((sign) => pathsOfSign(capability.name, sign)),
  );
  return {
    openapi: '3.1.0',
    info: {
      title: 'WedSync Back Office',
      version: '1',
      description: 'Lists speak the dialect of ra-data-simple-rest; errors are RFC 9457 problems.',
    },
    servers: [{ url: '/api' }],
    tags: capabilities.map(({ name }) => ({ name })),
    paths: mergePaths([...resources, ...actions, ...doors]),
    components: { securitySchemes, schemas: { Problem: problemSchema } },
    security: [{ session: [] }],
  };
}

const securitySchemes = {
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'wedsync.sid',
    description: 'Set by signing in; unsafe calls also carry x-csrf-token.',
  },
  token: { type: 'http', scheme: 'bearer', description: 'A service token with the scope the call needs.' },
};

const problemSchema = jsonSchema(
  z.object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string(),
    message: z.string(),
    errors: z.record(z.string(), z.string()).optional(),
    requestId: z.string(),
  }),
);

const listParameters = [
  {
    name: 'sort',
    in: 'query',
    schema: { type: 'string' },
    example: '["createdAt","DESC"]',
    description: 'JSON: field and ASC or DESC',
  },
  {
    name: 'range',
    in: 'query',
    schema: { type: 'string' },
    example: '[0,24]',
    description: 'JSON: first and last row, at most 1,000 rows',
  },
];
const idParameter = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };

type Operation = { readonly path: string; readonly method: string; readonly operation: Json };

/** One row a verb: where it lives and what goes in and out. */
const verbs: Readonly<Record<Verb, (resource: AnyResource) => Operation>> = {
  list: ({ name, schemas }) => ({
    path: `/${name}`,
    method: 'get',
    operation: {
      summary: `List ${name}`,
      parameters: [
        ...listParameters,
        { name: 'filter', in: 'query', description: 'JSON', content: json(schemas.filter, 'input') },
      ],
      responses: answers(200, { type: 'array', items: jsonSchema(schemas.row) }),
    },
  }),
  show: ({ name, schemas }) => ({
    path: `/${name}/{id}`,
    method: 'get',
    operation: {
      summary: `One ${singular(name)}`,
      parameters: [idParameter],
      responses: answers(200, jsonSchema(schemas.row)),
    },
  }),
  create: ({ name, schemas }) => ({
    path: `/${name}`,
    method: 'post',
    operation: {
      summary: `Create a ${singular(name)}`,
      requestBody: { required: true, content: json(schemas.create ?? z.object({}), 'input') },
      responses: answers(201, jsonSchema(schemas.row)),
    },
  }),
  update: ({ name, schemas }) => ({
    path: `/${name}/{id}`,
    method: 'put',
    operation: {
      summary: `Edit a ${singular(name)}`,
      description:
        'Send the whole record with its version; what did not change is no edit. 409 stale-version when someone else was faster.',
      parameters: [idParameter],
      requestBody: { required: true, content: json(schemas.update ?? z.object({}), 'input') },
      responses: answers(200, jsonSchema(schemas.row)),
    },
  }),
  delete: ({ name, schemas }) => ({
    path: `/${name}/{id}`,
    method: 'delete',
    operation: {
      summary: `Delete a ${singular(name)}`,
      parameters: [idParameter],
      responses: answers(200, jsonSchema(schemas.row)),
    },
  }),
};

function pathsOfResource(tag: string, resource: AnyResource): Operation[] {
  return resource.verbs.map((verb) =>
    tagged(tag, verbs[verb](resource), { 'x-permission': `${resource.name}:${verb}` }),
  );
}

function pathsOfAction(tag: string, { definition, permission }: AnyAction): Operation[] {
  const { resource, verb, title, description, input, reasonRequired } = definition;
  const body = z.object({
    input,
    reason: reasonRequired ? z.string() : z.string().optional(),
    previewToken: z.string().optional(),
  });
  const path = `/${resource}/{id}/actions/${verb}`;
  const shared = { 'x-permission': permission };
  const key = { name: 'Idempotency-Key', in: 'header', required: true, schema: { type: 'string' } };
  return [
    tagged(
      tag,
      {
        path,
        method: 'post',
        operation: {
          summary: title,
          description,
          parameters: [idParameter, key],
          requestBody: { required: true, content: json(body, 'input') },
          responses: answers(200, { type: 'object' }),
        },
      },
      shared,
    ),
    tagged(
      tag,
      {
        path: `${path}/preview`,
        method: 'post',
        operation: {
          summary: `${title}: what would happen`,
          parameters: [idParameter],
          requestBody: { required: true, content: json(z.object({ input }), 'input') },
          responses: answers(200, { type: 'object' }),
        },
      },
      shared,
    ),
  ];
}

function signsOf({ webhooks = [], intake = [], doors = [], signs = [] }: ApiCapability): readonly Sign[] {
  return [...[...webhooks, ...intake, ...doors].map(({ sign }) => sign), ...signs];
}

function pathsOfSign(tag: string, sign: Sign): Operation[] {
  const {
    method,
    path,
    summary,
    description,
    keys,
    query,
    body,
    documentedBody = body,
    response,
    status,
    produces,
  } = sign;
  const schema = response === undefined ? undefined : jsonSchema(response);
  const operation = {
    summary,
    ...(description === undefined ? {} : { description }),
    parameters: [...pathParameters(path), ...queryParameters(query)],
    ...(documentedBody === undefined
      ? {}
      : { requestBody: { required: true, content: json(documentedBody, 'input') } }),
    responses: answers(status ?? 200, schema, produces),
    security: keys.map((key) => (key.by === 'token' ? { token: [key.scope] } : { session: [] })),
    ...Object.fromEntries(
      keys.flatMap((key) =>
        key.by === 'session' && key.permission !== null ? [['x-permission', key.permission]] : [],
      ),
    ),
  };
  return [tagged(tag, { path, method, operation }, {})];
}

function pathParameters(path: string): Json[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
}

const objectSchema = z.looseObject({
  properties: z.record(z.string(), z.unknown()).default({}),
  required: z.array(z.string()).default([]),
});

function queryParameters(query: z.ZodType | undefined): Json[] {
  if (query === undefined) return [];
  const { properties, required } = objectSchema.parse(jsonSchema(query, 'input'));
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
}

function tagged(tag: string, { path, method, operation }: Operation, more: Json): Operation {
  return { path, method, operation: { tags: [tag], ...operation, ...more } };
}

function mergePaths(operations: readonly (readonly Operation[])[]): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const { path, method, operation } of operations.flat()) paths[path] = { ...paths[path], [method]: operation };
  return paths;
}

function answers(status: number, schema: Json = { type: 'object' }, produces = 'application/json'): Json {
  return {
    [status]: { description: 'Done', ...(status === 204 ? {} : { content: { [produces]: { schema } } }) },
    default: {
      description: 'A problem',
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  };
}

function json(schema: z.ZodType, io: 'input' | 'output'): Json {
  return { 'application/json': { schema: jsonSchema(schema, io) } };
}

/** zod speaks JSON Schema 2020-12, which is what OpenAPI 3.1 embeds. */
function jsonSchema(schema: z.ZodType, io: 'input' | 'output' = 'output'): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}
