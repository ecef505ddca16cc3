import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { capabilities } from '../../capabilities.ts';
import { describeApi } from './describe-api.ts';

const documentSchema = z.object({
  paths: z.record(
    z.string(),
    z.record(z.string(), z.looseObject({ tags: z.array(z.string()), 'x-permission': z.string().optional() })),
  ),
});
const { paths } = documentSchema.parse(describeApi(capabilities));

describe('the API description', () => {
  test('has every verb of every resource, with the permission it needs', () => {
    for (const { resources } of capabilities) {
      for (const { name, verbs } of resources) {
        const described = [
          ...Object.values(paths[`/${name}`] ?? {}),
          ...Object.values(paths[`/${name}/{id}`] ?? {}),
        ].map((operation) => operation['x-permission']);
        expect(described).toEqual(expect.arrayContaining(verbs.map((verb) => `${name}:${verb}`)));
      }
    }
  });

  test('has every action with its preview', () => {
    for (const { definition } of capabilities.flatMap(({ actions }) => actions)) {
      const path = `/${definition.resource}/{id}/actions/${definition.verb}`;
      expect(paths[path]?.post).toBeDefined();
      expect(paths[`${path}/preview`]?.post).toBeDefined();
    }
  });

  test('is plain JSON', () => {
    expect(() => JSON.stringify(describeApi(capabilities))).not.toThrow();
  });
});
