import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { supplierUpsert } from '../../../../packages/db/test/suppliers/factories.ts';
import { access } from '../../src/access/index.ts';
import { suppliers } from '../../src/suppliers/index.ts';
import { useStaffApp } from '../access/staff-app.ts';

const app = useStaffApp({ capabilities: [access, suppliers] });
const secrets = { ingest: 'secret-of-the-host', read: 'secret-of-the-reader' };

beforeAll(async () => {
  const { owner } = app.database.current;
  for (const [scope, secret] of Object.entries(secrets)) {
    await owner('service_tokens').insert({ id: `tok_${scope}`, name: scope, scopes: [scope], created_by: 'test' });
    await owner('service_token_secrets').insert({
      hash: createHash('sha256').update(secret).digest(),
      token_id: `tok_${scope}`,
      hint: 'test',
    });
  }
});

async function put(body: unknown, token: string | null = secrets.ingest) {
  const response = await fetch(`${app.url}/api/ingest/suppliers`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}
const stored = () => app.database.current.owner('suppliers').count({ n: '*' }).first();

describe('PUT /api/ingest/suppliers', () => {
  test('takes suppliers over and rejects the others one by one, with the field at fault', async () => {
    const answer = await put({
      suppliers: [
        supplierUpsert({ externalId: 'good' }),
        { ...supplierUpsert({ externalId: 'bad' }), vendorType: 'astronaut' },
        { externalId: 'unknown', region: 'Wales' },
        'not even an object',
        supplierUpsert({ externalId: 'nul', businessName: 'a\u0000b' }),
        { ...supplierUpsert({ externalId: 'extra' }), mrrMinor: 1 },
      ],
    });
    expect(answer).toMatchObject({
      status: 200,
      body: {
        accepted: 1,
        rejected: [
          { index: 1, errors: { vendorType: expect.any(String) } },
          { index: 2, errors: { businessName: expect.any(String) } },
          { index: 3, errors: { supplier: expect.any(String) } },
          { index: 4, errors: { businessName: expect.any(String) } },
          { index: 5, errors: { supplier: expect.any(String) } },
        ],
      },
    });
  });

  test.each([
    ['no token', null, 401],
    ['a wrong token', 'guess', 401],
    ['a token for reading only', secrets.read, 403],
  ])('with %s nothing is taken', async (_what, token, status) => {
    const before = await stored();
    expect((await put({ suppliers: [supplierUpsert({ externalId: 'x' })] }, token)).status).toBe(status);
    expect(await stored()).toEqual(before);
  });

  test('more than 500 at once, a body without suppliers and broken JSON are refused whole', async () => {
    const many = Array.from({ length: 501 }, (_, index) => supplierUpsert({ externalId: `many-${index}` }));
    expect((await put({ suppliers: many })).status).toBe(400);
    expect((await put({})).status).toBe(400);
    expect((await put('{"suppliers":[')).status).toBe(400);
  });

  test('500 suppliers with contacts and weddings are taken in one call', async () => {
    const many = Array.from({ length: 500 }, (_, index) =>
      supplierUpsert({
        externalId: `full-${index}`,
        contacts: [{ name: 'A', email: `a${index}@full.test`, isPrimary: true }],
        weddingDates: [{ date: '2099-01-01' }, { date: '2099-01-02' }],
      }),
    );
    expect(await put({ suppliers: many })).toMatchObject({ status: 200, body: { accepted: 500, rejected: [] } });
  });
});
