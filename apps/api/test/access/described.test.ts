import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createHouse } from '../../src/app.ts';
import { capabilities } from '../../src/capabilities.ts';
import { describeApi } from '../../src/platform/index.ts';
import { useStaffApp } from './staff-app.ts';

type Layer = {
  readonly rawPath?: unknown;
  readonly route?: { readonly path: string | readonly string[]; readonly methods: Readonly<Record<string, boolean>> };
  readonly handle?: unknown;
};
const layerSchema: z.ZodType<Layer> = z.object({
  rawPath: z.unknown(),
  route: z
    .object({
      path: z.union([z.string(), z.array(z.string())]),
      methods: z.record(z.string(), z.boolean()),
    })
    .optional(),
  handle: z.unknown(),
});
const routerSchema = z.custom<{ readonly stack: readonly unknown[] }>(
  (given) => typeof given === 'function' && 'stack' in given && Array.isArray(given.stack),
);

/** Every address that Express serves, as the documentation writes it. */
function mounted(router: unknown, prefix = ''): string[] {
  const found = routerSchema.safeParse(router);
  if (!found.success) return [];
  return found.data.stack.flatMap((raw) => {
    const { route, rawPath, handle } = layerSchema.parse(raw);
    if (route === undefined) return pathsOf(rawPath).flatMap((path) => mounted(handle, `${prefix}${path}`));
    return pathsOf(route.path).flatMap((path) =>
      Object.keys(route.methods).map((method) => `${method} ${asDocumented(`${prefix}${path}`)}`),
    );
  });
}

const pathsOf = (path: unknown) => [path].flat().map((one) => (one === '/' ? '' : String(one)));
const asDocumented = (path: string) => path.replace(/^\/api/, '').replaceAll(/:(\w+)/g, '{$1}');

const documentSchema = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });
const described = new Set(
  Object.entries(documentSchema.parse(describeApi(capabilities)).paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method} ${path}`),
  ),
);

/** The documentation does not describe itself. */
const documentation = ['get /openapi.json', 'get /docs', 'get /docs/start.js'];
/** Every resource is served alike, and what a resource does not offer it refuses in its own words. */
const ofResources = new Set(
  capabilities.flatMap(({ resources }) =>
    resources.flatMap(({ name }) => [
      ...['get', 'post'].map((method) => `${method} /${name}`),
      ...['get', 'put', 'delete'].map((method) => `${method} /${name}/{id}`),
    ]),
  ),
);

const app = useStaffApp();
let served: readonly string[] = [];

beforeAll(() => {
  const { services, identify } = app;
  served = mounted(createHouse({ services, capabilities, identify }, (_req, _res, next) => next()).router);
});

describe('what the api serves', () => {
  test('is described at /api/docs, to the last address', () => {
    expect(served.filter((address) => !described.has(address) && !ofResources.has(address))).toEqual(documentation);
  });

  test('is everything that /api/docs describes', () => {
    const webhooks = capabilities.flatMap(({ webhooks: posted = [] }) => posted.map(({ sign }) => `post ${sign.path}`));
    const actions = capabilities.flatMap(({ actions: offered }) =>
      offered.flatMap(({ definition: { resource, verb } }) => {
        const path = `/${resource}/{id}/actions/${verb}`;
        return [`post ${path}`, `post ${path}/preview`];
      }),
    );
    const known = new Set([...served, ...webhooks, ...actions]);
    expect([...described].filter((address) => !known.has(address))).toEqual([]);
  });
});
