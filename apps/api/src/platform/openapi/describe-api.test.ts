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

  test('says of a door who may open it and what its address asks for', () => {
    expect(paths['/entitlements/{externalId}/checks']?.post).toMatchObject({
      security: [{ token: ['entitlements'] }],
      parameters: [{ name: 'externalId', in: 'path', required: true }],
    });
    expect(paths['/book-risks']?.get).toMatchObject({
      security: [{ session: [] }],
      'x-permission': 'churn-predictions:list',
      parameters: [{ name: 'ownerId', in: 'query', required: false }],
    });
    expect(paths['/webhooks/stripe']?.post).toMatchObject({ security: [] });
  });
});
